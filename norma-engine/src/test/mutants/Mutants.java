import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Negates what one operation passes back to one operand, and asks whether a test of the package notices; then the next.
 * Started by the script {@code run} beside it.
 */
final class Mutants {
    private static final String PACKAGE = "dev.norma.autodiff";
    private static final Set<String> KINDS = Set.of("Elementwise", "Operator", "Reduction", "Pooling", "Weighting");

    /** What passes nothing back: operations, kinds of them and operands that have no derivative, or one of 0. */
    private static final List<String> NOTHING = List.of(
            "(ArgReduce|Count|OneHot|Random)\\b.*",
            ".* (like|indices|condition|predicate|key)",
            "Unary (STOP_GRADIENT|SIGN|FLOOR|CEIL|ROUND|TRUNC|LOGICAL_NOT|ISNAN|ISINF|ISFINITE) .*",
            "Binary (FLOOR_DIVIDE|BITWISE_.*|LEFT_SHIFT|RIGHT_SHIFT|GCD|EQUAL|NOT_EQUAL|LESS|LESS_EQUAL|GREATER|GREATER_EQUAL|LOGICAL_.*) .*",
            "Reduce (ANY|ALL) .*",
            "PoolGradient (MAX|AVERAGE) (x|y)",
            "PoolGradient MAX g",
            "Moments(Gradient)? SELECTED weights");

    private final URLClassLoader loader;
    private final Class<?> sink;
    private final Launcher launcher = LauncherFactory.create();
    private final Map<String, Set<String>> testsByPlace = new TreeMap<>();

    private Mutants(Path sources, Path classes, Path tests, Path patched) throws Exception {
        patch(sources.resolve("dev/norma/autodiff"), classes, patched);
        loader = new URLClassLoader(new URL[] {url(patched), url(classes), url(tests)}, Mutants.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        sink = loader.loadClass(PACKAGE + ".Sink");
    }

    private static URL url(Path path) throws IOException {
        return path.toUri().toURL();
    }

    /** The sink notes which operation writes to which of its operands, and negates it at the place that is chosen. */
    private static void patch(Path sources, Path classes, Path patched) throws IOException {
        String table = Files.readString(sources.resolve("Table.java"));
        String sink = Files.readString(sources.resolve("Sink.java"));
        Path to = Files.createDirectories(patched.resolve("sources/dev/norma/autodiff"));
        Files.writeString(
                to.resolve("Table.java"),
                replaced(
                        table,
                        "static void pass(Op op, Results results, Sink grads) {\n",
                        "static void pass(Op op, Results results, Sink grads) {\n        grads.from = op;\n"));
        String noting =
                """
                    @Nullable Op from;
                    static String chosen = "";
                    static final Set<String> places = new java.util.TreeSet<>();

                    private boolean isChosen(Value operand) {
                        boolean found = false;
                        for (String place : from == null ? Set.<String>of() : Places.of(from, operand)) {
                            places.add(place);
                            found |= place.equals(chosen);
                        }
                        return found;
                    }

                    /** A contribution""";
        String patchedSink = replaced(sink, "    /** A contribution", noting);
        patchedSink = replaced(
                patchedSink,
                "computeIfAbsent(operand, _ -> new ArrayList<>()).add(gradient);",
                "computeIfAbsent(operand, _ -> new ArrayList<>()).add(isChosen(operand) ? Draw.negate(gradient) : gradient);");
        patchedSink = replaced(patchedSink, "import dev.norma.graph.Sum;", "import dev.norma.graph.Op;\nimport dev.norma.graph.Sum;");
        Files.writeString(to.resolve("Sink.java"), patchedSink);
        Files.writeString(to.resolve("Places.java"), PLACES);
        Path out = patched.toAbsolutePath();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        out.toString(),
                        "-cp",
                        classes + java.io.File.pathSeparator + System.getProperty("java.class.path"),
                        to.resolve("Table.java").toString(),
                        to.resolve("Sink.java").toString(),
                        to.resolve("Places.java").toString());
        if (code != 0) {
            throw new IllegalStateException("the patched sources do not compile");
        }
    }

    private static String replaced(String source, String from, String to) {
        if (!source.contains(from)) {
            throw new IllegalStateException("the place to patch is gone, adapt Mutants.java: " + from);
        }
        return source.replace(from, to);
    }

    private static final String PLACES =
            """
            package dev.norma.autodiff;

            import dev.norma.graph.Op;
            import dev.norma.graph.Value;
            import java.lang.reflect.RecordComponent;
            import java.util.List;
            import java.util.Set;
            import java.util.TreeSet;

            final class Places {
                static Set<String> of(Op op, Value operand) {
                    String kind = op.getClass().getSimpleName() + " ";
                    Set<String> places = new TreeSet<>();
                    try {
                        for (RecordComponent part : op.getClass().getRecordComponents()) {
                            Object value = part.getAccessor().invoke(op);
                            if (value instanceof Enum<?> constant && !part.getType().getSimpleName().equals("DType")) {
                                kind += constant.name() + " ";
                            }
                        }
                        for (RecordComponent part : op.getClass().getRecordComponents()) {
                            Object value = part.getAccessor().invoke(op);
                            if (value == operand || value instanceof List<?> list && list.contains(operand)) {
                                places.add(kind + part.getName());
                            }
                        }
                    } catch (ReflectiveOperationException wrong) {
                        throw new AssertionError(wrong);
                    }
                    return places;
                }
            }
            """;

    /** All places: each operation, each of its kinds, each of its operands. */
    private Set<String> places() throws ClassNotFoundException {
        Set<String> places = new TreeSet<>();
        for (Class<?> op : loader.loadClass("dev.norma.graph.Op").getPermittedSubclasses()) {
            List<String> kinds = List.of(op.getSimpleName() + " ");
            for (RecordComponent part : op.getRecordComponents()) {
                if (KINDS.contains(part.getType().getSimpleName())) {
                    kinds = Stream.of(part.getType().getEnumConstants())
                            .map(constant -> op.getSimpleName() + " " + ((Enum<?>) constant).name() + " ")
                            .toList();
                }
            }
            for (RecordComponent part : op.getRecordComponents()) {
                String type = part.getGenericType().getTypeName();
                if (type.equals("dev.norma.graph.Value") || type.equals("java.util.List<dev.norma.graph.Value>")) {
                    kinds.forEach(kind -> places.add(kind + part.getName()));
                }
            }
        }
        return places;
    }

    /** Runs tests until one fails; its name, or null. */
    private String firstFailure(List<? extends DiscoverySelector> tests, boolean noting) throws Exception {
        CancellationToken stop = CancellationToken.create();
        List<String> failures = new ArrayList<>();
        TestExecutionListener listener = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failures.add(test.getLegacyReportingName());
                    stop.cancel();
                }
                if (noting && test.isTest()) {
                    note(test.getUniqueId());
                }
            }
        };
        launcher.execute(LauncherExecutionRequestBuilder.request(
                        LauncherDiscoveryRequestBuilder.request().selectors(tests).build())
                .cancellationToken(stop)
                .listeners(listener)
                .build());
        return failures.isEmpty() ? null : failures.getFirst();
    }

    /** The test that ran wrote to these places. */
    @SuppressWarnings("unchecked")
    private void note(String test) {
        try {
            var field = sink.getDeclaredField("places");
            field.setAccessible(true);
            Set<String> reached = (Set<String>) field.get(null);
            reached.forEach(place ->
                    testsByPlace.computeIfAbsent(place, _ -> new TreeSet<>()).add(test));
            reached.clear();
        } catch (ReflectiveOperationException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private void choose(String place) throws ReflectiveOperationException {
        var field = sink.getDeclaredField("chosen");
        field.setAccessible(true);
        field.set(null, place);
    }

    private int run(String only) throws Exception {
        String failed = firstFailure(List.of(selectPackage(PACKAGE)), true);
        if (failed != null) {
            System.out.println("a test fails without any mutant: " + failed);
            return 1;
        }
        int wrong = 0;
        for (String place : places()) {
            boolean passesNothing = NOTHING.stream().anyMatch(place::matches);
            Set<String> tests = testsByPlace.getOrDefault(place, Set.of());
            if (passesNothing != tests.isEmpty()) {
                System.out.println((passesNothing ? "PASSES SOMETHING   " : "REACHED BY NO TEST ") + place);
                wrong++;
            } else if (!passesNothing && place.matches(only)) {
                choose(place);
                List<DiscoverySelector> chosen = new ArrayList<>();
                tests.forEach(test -> chosen.add(selectUniqueId(test)));
                String noticed = firstFailure(chosen, false);
                System.out.println((noticed == null ? "SURVIVES           " : "noticed            ") + place
                        + (noticed == null ? "" : "   by " + noticed));
                wrong += noticed == null ? 1 : 0;
            }
        }
        System.out.println(wrong == 0 ? "every mutant was noticed" : wrong + " places are not guarded");
        return wrong == 0 ? 0 : 1;
    }

    /**
     * Runs all, or those whose place matches.
     *
     * @param args folders of the sources, classes and test classes, a folder to write to, and a regular expression
     */
    public static void main(String[] args) throws Exception {
        Mutants mutants = new Mutants(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
        System.exit(mutants.run(args.length > 4 ? args[4] : ".*"));
    }
}
