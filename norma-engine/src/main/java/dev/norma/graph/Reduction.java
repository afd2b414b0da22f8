package dev.norma.graph;

/** How the elements along an axis become one. */
public enum Reduction {
    /** Their sum; 0 of none. */
    SUM,
    /** Their mean; not a number of none. Floats only. */
    MEAN,
    /** The largest. */
    MAX,
    /** The smallest. */
    MIN,
    /** Their product; 1 of none. */
    PROD,
    /** Whether one of them holds; booleans only. */
    ANY,
    /** Whether all of them hold; booleans only. */
    ALL
}
