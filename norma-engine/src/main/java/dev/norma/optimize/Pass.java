package dev.norma.optimize;

import dev.norma.graph.Graph;

/** Looks at a whole graph and returns one that computes the same, with inputs and outputs in the same order. */
public interface Pass {
    /** What it is called in settings, prints and errors. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** The rewritten graph; the same one if there is nothing to do. */
    Graph apply(Graph graph);
}
