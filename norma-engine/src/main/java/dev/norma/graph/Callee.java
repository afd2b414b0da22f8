package dev.norma.graph;

/** What an outline calls: a layer. The graph only needs its name. */
public interface Callee {
    /** The name that the caller gave it, or its class' name. */
    String name();
}
