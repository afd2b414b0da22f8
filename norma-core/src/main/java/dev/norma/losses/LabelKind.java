package dev.norma.losses;

import dev.norma.tensor.Shape;

/** What labels are, seen from their shape and that of the predictions: what Keras chooses losses and metrics by. */
public enum LabelKind {
    /** Predictions have one column: labels are 0 or 1. */
    BINARY,
    /** Labels are class numbers. */
    CLASS_NUMBERS,
    /** Labels have a number for each class. */
    PROBABILITIES;

    /** The kind of labels of this shape for predictions of that. */
    public static LabelKind of(Shape labels, Shape predictions) {
        if (predictions.rank() > 0 && predictions.dimOrUnknown(-1) == 1) {
            return BINARY;
        }
        boolean column = labels.rank() > 0 && labels.dimOrUnknown(-1) == 1;
        return labels.rank() < predictions.rank() || column ? CLASS_NUMBERS : PROBABILITIES;
    }
}
