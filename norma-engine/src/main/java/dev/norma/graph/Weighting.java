package dev.norma.graph;

/** How the weights of {@link Moments} count. */
public enum Weighting {
    /** A weight other than 0 selects the element; the divisor is their number plus {@link #ADDED}. Keras 3. */
    SELECTED,
    /** Weights multiply; the divisor is their sum, and anything divided by 0 is 0. Keras 2. */
    MULTIPLIED;

    /** What is added to the number of selected elements before anything is divided by it: Keras' epsilon. */
    public static final double ADDED = 1e-7;
}
