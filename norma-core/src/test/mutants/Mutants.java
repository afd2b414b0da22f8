import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Makes one mistake of {@code mistakes.txt} in copies of the sources, compiles them, loads them in front of the others and
 * asks whether a test of batch normalization notices; then the next. Started by the script {@code run} beside it.
 */
final class Mutants {
    private static final String LAYERS = "layers/";

    private final Path sources;
    private final Path classes;
    private final Path tests;
    private final Path patched;

    private Mutants(Path sources, Path classes, Path tests, Path patched) {
        this.sources = sources;
        this.classes = classes;
        this.tests = tests;
        this.patched = patched;
    }

    private record Edit(String file, String from, String to) {}

    private record Mistake(String name, List<Edit> edits) {
        /** What is tested for it: batch normalization itself, or what is built on its statistics. */
        List<? extends DiscoverySelector> tests(ClassLoader loader) {
            if (name.startsWith("doctor")) {
                return Stream.of("Faults", "Healthy", "Wiring", "StepsNeeded", "Report")
                        .map(test -> selectClass(loader, "dev.norma.doctor." + test + "Test"))
                        .toList();
            }
            return name.startsWith("recalibration") || name.startsWith("hints")
                    ? List.of(
                            selectPackage("dev.norma.recalibration"),
                            selectClass(loader, "dev.norma.golden.PopulationStatisticsTest"),
                            selectClass(loader, "dev.norma.data.PooledMomentsTest"),
                            selectClass(loader, "dev.norma.diagnosis.HintsTest"))
                    : List.of(
                            selectPackage("dev.norma.batchnorm"),
                            selectClass(loader, "dev.norma.golden.BatchNormalizationGridTest"));
        }
    }

    private static List<Mistake> read(Path file) throws IOException {
        List<Mistake> mistakes = new ArrayList<>();
        String edited = "";
        String from = "";
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("== ")) {
                mistakes.add(new Mistake(line.substring(3), new ArrayList<>()));
            } else if (line.endsWith(".java")) {
                edited = line.contains("/") ? line : LAYERS + line;
            } else if (line.startsWith("-   ")) {
                from = line.substring(4);
            } else if (line.startsWith("+   ")) {
                mistakes.getLast().edits().add(new Edit(edited, from, line.substring(4)));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                throw new IllegalArgumentException(file + " has a line of no known kind: " + line);
            }
        }
        return mistakes;
    }

    /** Java in one line: without comments at the ends of lines, with single spaces, and with strings as they are. */
    private static String inOneLine(String java) {
        String string = "(\"(?:\\\\.|[^\"\\\\\n])*\")";
        String withoutComments = java.replaceAll("(?m)" + string + "|(?:^|\\s)//.*$", "$1");
        return Pattern.compile(string + "|\\s+").matcher(withoutComments).replaceAll(found ->
                found.group(1) == null ? " " : Matcher.quoteReplacement(found.group(1)));
    }

    /** The folder of the compiled classes with this mistake. */
    private Path compiled(Mistake mistake, int number) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Edit edit : mistake.edits()) {
            String text = texts.containsKey(edit.file())
                    ? texts.get(edit.file())
                    : inOneLine(Files.readString(sources.resolve("dev/norma/" + edit.file())));
            if (!text.contains(edit.from())) {
                throw new IllegalStateException(
                        "%s: the place is gone from %s, adapt mistakes.txt: %s".formatted(mistake.name(), edit.file(), edit.from()));
            }
            texts.put(edit.file(), text.replace(edit.from(), edit.to()));
        }
        Path out = Files.createDirectories(patched.resolve("" + number).toAbsolutePath());
        Path from = patched.resolve(number + "-sources/dev/norma");
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-nowarn", "-d", out.toString(), "-cp", classes + File.pathSeparator + System.getProperty("java.class.path")));
        for (Map.Entry<String, String> file : texts.entrySet()) {
            Path to = from.resolve(file.getKey());
            Files.createDirectories(to.getParent());
            arguments.add(Files.writeString(to, file.getValue()).toString());
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException(mistake.name() + ": the patched sources do not compile");
        }
        return out;
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the quick tests for a mistake with these classes in front until one fails; its name, or null. */
    private String firstFailure(Mistake mistake, Path... inFront) throws Exception {
        URL[] path = Stream.concat(Stream.of(inFront), Stream.of(classes, tests)).map(Mutants::url).toArray(URL[]::new);
        CancellationToken stop = CancellationToken.create();
        List<String> failures = new ArrayList<>();
        int[] ran = new int[1];
        TestExecutionListener listener = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                ran[0] += test.isTest() ? 1 : 0;
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failures.add(test.getParentId().map(parent -> parent.replaceAll(".*:|\\]$", "").replaceAll("\\(.*", "") + " ").orElse("")
                            + test.getDisplayName());
                    stop.cancel();
                }
            }
        };
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(path, Mutants.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            var request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(mistake.tests(loader))
                    .filters(TagFilter.excludeTags("slow"))
                    .build();
            LauncherFactory.create()
                    .execute(LauncherExecutionRequestBuilder.request(request)
                            .cancellationToken(stop)
                            .listeners(listener)
                            .build());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        if (ran[0] == 0) {
            throw new IllegalStateException("no test ran");
        }
        return failures.isEmpty() ? null : failures.getFirst();
    }

    private int run(Path file, String only) throws Exception {
        for (String about : List.of("batch normalization", "recalibration", "doctor")) {
            String failed = firstFailure(new Mistake(about, List.of()));
            if (failed != null) {
                System.out.println("a test of %s fails without any mistake: %s".formatted(about, failed));
                return 1;
            }
        }
        int survivors = 0;
        int number = 0;
        for (Mistake mistake : read(file)) {
            if (mistake.name().matches(only)) {
                String noticed = firstFailure(mistake, compiled(mistake, number++));
                System.out.println((noticed == null ? "SURVIVES  " : "noticed   ") + mistake.name()
                        + (noticed == null ? "" : "   by " + noticed));
                survivors += noticed == null ? 1 : 0;
            }
        }
        System.out.println(survivors == 0 ? number + " mistakes, every one was noticed" : survivors + " of " + number + " survive");
        return survivors == 0 && number > 0 ? 0 : 1;
    }

    /**
     * Makes all mistakes, or those whose name matches.
     *
     * @param args folders of the sources, classes and test classes, a folder to write to, and a regular expression
     */
    public static void main(String[] args) throws Exception {
        Mutants mutants = new Mutants(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
        System.exit(mutants.run(Path.of("norma-core/src/test/mutants/mistakes.txt"), args.length > 4 ? args[4] : ".*"));
    }
}
