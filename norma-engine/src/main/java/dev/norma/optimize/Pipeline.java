package dev.norma.optimize;

import dev.norma.graph.Graph;
import dev.norma.graph.GraphText;
import dev.norma.graph.Verifier;
import dev.norma.tensor.Complaint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Passes one after the other. Immutable.
 *
 * <p>The graph is verified after each pass where assertions are on, as in tests, or where the system property {@code
 * norma.verify.passes} is {@code true}; else once at the end, because verifying costs about as much as a pass.
 *
 * <p>For looking inside: {@code norma.print.passes} names passes, or {@code all}, whose graphs are printed to standard
 * error before and after, where they differ; {@code norma.skip.passes} names passes to leave out. Names are joined by commas.
 */
public final class Pipeline {
    private final List<Pass> passes;
    private final Set<String> printed;
    private final Consumer<String> printer;

    private Pipeline(List<Pass> passes, Set<String> printed, Consumer<String> printer) {
        this.passes = List.copyOf(passes);
        this.printed = printed;
        this.printer = printer;
    }

    /** No pass yet, but the settings of the system properties. */
    public static Pipeline empty() {
        return new Pipeline(List.of(), names("norma.print.passes"), System.err::println);
    }

    /** What suits every back end, for a graph whose state is not known. */
    public static Pipeline standard() {
        return standard(0);
    }

    /**
     * What suits every back end.
     *
     * @param state how many of the last inputs are state, which changes seldom: what depends on it alone is worth moving there
     */
    public static Pipeline standard(int state) {
        return empty().then(StandardPasses.of(state));
    }

    /** These passes behind the ones there are. */
    public Pipeline then(List<Pass> more) {
        return new Pipeline(Stream.concat(passes.stream(), more.stream()).toList(), printed, printer);
    }

    /**
     * The same without the passes of a name.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Pipeline without(String name) {
        List<Pass> rest = new ArrayList<>(passes);
        if (!rest.removeIf(pass -> pass.name().equals(name))) {
            throw unknown(name);
        }
        return new Pipeline(rest, printed, printer);
    }

    /**
     * The same, printing graphs before and after a pass that changes them.
     *
     * @param name of a pass, or {@code all}
     */
    public Pipeline printing(String name, Consumer<String> to) {
        if (!name.equals("all") && passes.stream().noneMatch(pass -> pass.name().equals(name))) {
            throw unknown(name);
        }
        return new Pipeline(passes, Set.of(name), to);
    }

    /** The names of the passes in their order; some run more than once. */
    public List<String> names() {
        return passes.stream().map(Pass::name).toList();
    }

    /**
     * The graph after all passes.
     *
     * @throws IllegalStateException if the graph does not verify; the message names the pass
     */
    public Graph apply(Graph graph) {
        boolean each = Pipeline.class.desiredAssertionStatus() || Boolean.getBoolean("norma.verify.passes");
        Set<String> skipped = names("norma.skip.passes");
        if (each) {
            verify(graph, "before all passes");
        }
        Graph result = graph;
        for (Pass pass : passes) {
            if (skipped.contains(pass.name())) {
                continue;
            }
            Graph before = result;
            result = pass.apply(before);
            print(pass, before, result);
            if (each && result != before) {
                verify(result, "after the pass " + pass.name());
            }
        }
        if (!each) {
            verify(result, "after all passes");
        }
        return result;
    }

    private void print(Pass pass, Graph before, Graph after) {
        if (after != before && (printed.contains("all") || printed.contains(pass.name()))) {
            printer.accept("before %s:%n%safter %s:%n%s"
                    .formatted(pass.name(), GraphText.print(before), pass.name(), GraphText.print(after)));
        }
    }

    private static void verify(Graph graph, String when) {
        try {
            Verifier.verify(graph);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(when + ": " + e.getMessage(), e);
        }
    }

    private static Set<String> names(String property) {
        return Stream.of(System.getProperty(property, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private IllegalArgumentException unknown(String name) {
        return new Complaint(
                        "there is no pass of this name",
                        "one of " + names().stream().distinct().toList(),
                        "\"" + name + "\"",
                        "use one of the names above")
                .asArgument();
    }
}
