package dev.norma.graph;

/** What {@link Random} draws from. */
public enum Distribution {
    /** Evenly from 0 to 1, 1 left out: the upper 24 bits of each word times 2^-24. */
    UNIFORM,
    /** Mean 0, variance 1, by Box and Muller's method from the words of pairs of elements. */
    NORMAL
}
