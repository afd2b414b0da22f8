package dev.norma.optimize;

import dev.norma.graph.Graph;
import java.util.List;
import java.util.stream.Stream;

/** Passes one after the other. */
public final class Pipeline {
    private final List<Pass> passes;

    private Pipeline(List<Pass> passes) {
        this.passes = passes;
    }

    /** What suits every back end. */
    public static Pipeline standard() {
        return new Pipeline(List.of());
    }

    /** These passes behind the ones there are. */
    public Pipeline then(List<Pass> more) {
        return new Pipeline(Stream.concat(passes.stream(), more.stream()).toList());
    }

    /** The graph after all passes. */
    public Graph apply(Graph graph) {
        Graph result = graph;
        for (Pass pass : passes) {
            result = pass.apply(result);
        }
        return result;
    }
}
