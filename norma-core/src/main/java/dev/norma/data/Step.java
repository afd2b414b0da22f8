package dev.norma.data;

import java.util.OptionalLong;

/** A step of a pipeline: it can be passed through again and again, each time from the start. */
interface Step {
    /** A new pass. */
    Cursor open();

    /** How many elements a pass gives, {@link Dataset#INFINITE} where it never ends, empty where that is not known. */
    OptionalLong cardinality();
}
