package dev.norma.graph;

/** How a pooling window's elements become one. */
public enum Pooling {
    /** The largest. */
    MAX,
    /** The mean of those inside the input; padding does not count. */
    AVERAGE
}
