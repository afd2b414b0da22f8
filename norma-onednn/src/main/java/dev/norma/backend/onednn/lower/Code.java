package dev.norma.backend.onednn.lower;

import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.tensor.DType;

/** What elementwise work computes. */
sealed interface Code {
    /** A function of one. */
    record One(Elementwise function) implements Code {}

    /** A function of two. */
    record Two(Operator operator) implements Code {}

    /** The second or the third, as the first says. */
    record Pick() implements Code {}

    /** The same in another element type. */
    record To(DType type) implements Code {}
}
