package dev.norma.metrics;

/** Which way a number goes as training gets better. */
public enum Direction {
    /** More is better: an accuracy. */
    UP,
    /** Less is better: a loss. */
    DOWN
}
