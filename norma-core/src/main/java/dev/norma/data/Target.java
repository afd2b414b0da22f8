package dev.norma.data;

/** What the label of a table is. */
public enum Target {
    /** Classes where the label is text, or whole numbers of at most 20 different values; else numbers. */
    AUTO,
    /** One of several classes, each with a number from 0. */
    CLASSES,
    /** A number. */
    NUMBERS
}
