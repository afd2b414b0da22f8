import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Prints docs/conformance.md from the reports of the tests and the differences that they noted. Started by {@code run}. */
final class Table {
    private static final Pattern ROW = Pattern.compile("^([A-Z][0-9]*)(?:_to_([A-Z][0-9]+))?_(.*)");
    private static final Pattern ALSO = Pattern.compile("_([DE][0-9]+)(?=_|$)");

    private record Tested(String suite, String says, int cases) {}

    private static final Map<String, Map<String, Tested>> ROWS = new TreeMap<>(Comparator.comparing(Table::sortable));

    private static String sortable(String id) {
        String digits = id.replaceAll("\\D", "");
        return id.replaceAll("\\d.*", "") + (digits.isEmpty() ? "" : "%04d".formatted(Integer.parseInt(digits)));
    }

    private static void read(Path report) throws Exception {
        NodeList cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            String name = test.getAttribute("name").replaceAll("[({\\[].*", "");
            String suite = test.getAttribute("classname").replaceAll(".*\\.", "");
            for (String id : ids(name)) {
                ROWS.computeIfAbsent(id, _ -> new TreeMap<>())
                        .merge(name, new Tested(suite, says(name), 1), (a, b) -> new Tested(a.suite(), a.says(), a.cases() + 1));
            }
        }
    }

    private static List<String> ids(String name) {
        List<String> ids = new ArrayList<>();
        Matcher row = ROW.matcher(name);
        if (row.matches()) {
            ids.add(row.group(2) == null ? row.group(1) : row.group(1) + " to " + row.group(2));
        }
        Matcher also = ALSO.matcher(name);
        while (also.find()) {
            ids.add(also.group(1));
        }
        return ids;
    }

    private static String says(String name) {
        return name.replaceFirst("^([A-Z][0-9]*_(to_[A-Z][0-9]+_)?)+", "").replaceAll("_[DE][0-9]+", "").replace('_', ' ');
    }

    private static Map<String, Map<String, Double>> differences(Path file) throws IOException {
        Map<String, Map<String, Double>> differences = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\t", -1);
            differences.computeIfAbsent(parts[0], _ -> new TreeMap<>()).put(parts[1], Double.valueOf(parts[2]));
        }
        return differences;
    }

    private static void print(Map<String, Map<String, Double>> differences, Path open) throws IOException {
        System.out.println(
                """
                # Conformance of batch normalization

                Written by `norma-core/src/test/conformance/run` from the tests that `./mvnw verify` runs. A row stands here if all its tests
                passed. Differences are the largest absolute ones, divided by the largest magnitude of the tensor they stand in.

                ## Recorded grid and golden vectors: largest difference from the reference

                | recorded | interpreter, float64 | interpreter, float32 | oneDNN, float32 | interpreter, bfloat16 | oneDNN, bfloat16 | interpreter, float16 | oneDNN, float16 |
                |---|---|---|---|---|---|---|---|""");
        differences.forEach((id, by) -> {
            StringBuilder line = new StringBuilder("| " + id + " |");
            for (String where : List.of("REFERENCE_64", "REFERENCE_32", "ONEDNN_32", "REFERENCE_16", "ONEDNN_16", "REFERENCE_FLOAT16", "ONEDNN_FLOAT16")) {
                Double value = by.get(where);
                line.append(value == null ? " |" : String.format(Locale.ROOT, " %.1e |", value));
            }
            System.out.println(line);
        });
        System.out.println("\n## Rows of the specification and the tests that carry their ids\n");
        System.out.println("| id | the test says | in | cases |\n|---|---|---|---|");
        ROWS.forEach((id, tests) -> tests.values().forEach(test -> System.out.println(
                "| %s | %s | %s | %d |".formatted(id, test.says(), test.suite(), test.cases()))));
        System.out.println("\n## Open\n\n| id | why |\n|---|---|");
        for (String line : Files.readAllLines(open)) {
            System.out.println("| " + line.replace("\t", " | ") + " |");
        }
    }

    /**
     * Prints the page.
     *
     * @param args the folder of the reports, the file of the differences, the file of what is open
     */
    public static void main(String[] args) throws Exception {
        try (Stream<Path> files = Files.list(Path.of(args[0]))) {
            for (Path file : new TreeSet<>(files.toList())) {
                if (file.toString().endsWith(".xml")) {
                    read(file);
                }
            }
        }
        print(differences(Path.of(args[1])), Path.of(args[2]));
    }
}
