package dev.norma.graph;

/** How the weights of {@link Moments} count. */
public enum Weighting {
    /** A weight other than 0 selects the element; the divisor is their number plus 1e-7. Keras 3. */
    SELECTED,
    /** Weights multiply; the divisor is their sum, and anything divided by 0 is 0. Keras 2. */
    MULTIPLIED
}
