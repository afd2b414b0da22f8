package dev.norma.ops;

import dev.norma.tensor.Operand;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Vectors with an entry for each position of one axis of x, checked and spread along it. */
final class Vectors<T extends Operand<T>> {
    private final String function;
    private final T x;
    private final int axis;
    private long length;
    private @Nullable String measured;

    /**
     * Vectors of a function's arguments.
     *
     * @param axis counted from 0
     */
    Vectors(String function, T x, int axis) {
        this.function = function;
        this.x = x;
        this.axis = axis;
        this.length = x.shape().dimOrUnknown(axis);
    }

    /** The vector with 1 on all axes of x but one; where x's size is unknown, all vectors have the length of the first. */
    T along(String argument, T vector) {
        if (!Shape.of(length).accepts(vector.shape())) {
            throw new ShapeException(
                    "%s cannot use this %s".formatted(function, argument),
                    expected(),
                    "%s of shape %s, x of shape %s".formatted(argument, vector.shape(), x.shape()),
                    "give one entry for each position of axis %d".formatted(axis));
        }
        if (length == Shape.UNKNOWN) {
            length = vector.shape().dimOrUnknown(0);
            measured = argument;
        }
        int[] others =
                IntStream.range(0, x.shape().rank()).filter(i -> i != axis).toArray();
        return Ops.expandDims(vector, others);
    }

    private String expected() {
        return length == Shape.UNKNOWN
                ? "a vector"
                : "a vector of length %d, the size of %s"
                        .formatted(length, measured != null ? measured : "x on axis " + axis);
    }
}
