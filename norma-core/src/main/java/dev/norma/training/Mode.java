package dev.norma.training;

/** What a step is for. */
public enum Mode {
    /** Weights, statistics and metrics move. */
    TRAIN,
    /** Metrics move. */
    TEST,
    /** Nothing moves. */
    PREDICT
}
