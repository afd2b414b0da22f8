package dev.norma.cli;

import java.util.Locale;

/** What a network is to predict. */
enum Task {
    /** Whatever the labels look like. */
    AUTO,
    /** One of several classes. */
    CLASSES,
    /** A number. */
    NUMBER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
