package dev.norma.training;

import java.util.Locale;

/** What a step is for. */
public enum Mode {
    /** Weights, statistics and metrics move. */
    TRAIN,
    /** Metrics move. */
    TEST,
    /** Nothing moves. */
    PREDICT;

    /** In lower case. */
    String inWords() {
        return name().toLowerCase(Locale.ROOT);
    }
}
