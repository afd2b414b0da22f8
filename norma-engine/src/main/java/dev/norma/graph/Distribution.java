package dev.norma.graph;

/** What {@link Random} draws from. */
public enum Distribution {
    /** Evenly from 0 to 1, 1 left out: the upper 24 bits of each word times 2^-24; in bfloat16 at most 1 - 2^-8. */
    UNIFORM,
    /**
     * Mean 0, variance 1, by Box and Muller's method: elements 2i and 2i + 1 are r cos(t) and r sin(t), where r = sqrt(-2
     * ln((a + 1) 2^-24)), t = 2 pi b 2^-24, and a, b are the upper 24 bits of their two words.
     */
    NORMAL
}
