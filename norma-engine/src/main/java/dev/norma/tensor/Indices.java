package dev.norma.tensor;

import java.util.Arrays;

/** From the position on each axis to the number in row-major order, and back. */
final class Indices {
    private Indices() {}

    /** The positions of element number i. */
    static long[] of(Shape shape, long i) {
        long[] index = new long[shape.rank()];
        long rest = i;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.dim(axis);
            rest /= shape.dim(axis);
        }
        return index;
    }

    /** The number of the element at these positions; negative ones count from the end. */
    static long offset(Shape shape, long... index) {
        if (index.length != shape.rank()) {
            throw new ShapeException(
                    "an element needs one index per axis",
                    "%d indices for shape %s".formatted(shape.rank(), shape),
                    Arrays.toString(index),
                    "give one index for each axis");
        }
        long offset = 0;
        for (int axis = 0; axis < index.length; axis++) {
            long size = shape.dim(axis);
            long i = index[axis] < 0 ? index[axis] + size : index[axis];
            if (i < 0 || i >= size) {
                throw outside(shape, index, axis);
            }
            offset = offset * size + i;
        }
        return offset;
    }

    private static ShapeException outside(Shape shape, long[] index, int axis) {
        long size = shape.dim(axis);
        return new ShapeException(
                "there is no element at index %d of axis %d".formatted(index[axis], axis),
                size == 0 ? "no index at all: the axis is empty" : "an index from %d to %d".formatted(-size, size - 1),
                "%s of shape %s".formatted(Arrays.toString(index), shape),
                "stay within the axis, whose size is " + size);
    }

    /** The error about an element by its number in row-major order. */
    static ShapeException outside(Shape shape, long i) {
        long size = shape.size();
        return new ShapeException(
                "there is no element number %d in row-major order".formatted(i),
                size == 0 ? "no number at all: there are no elements" : "a number from 0 to %d".formatted(size - 1),
                "%d of shape %s".formatted(i, shape),
                "stay within the tensor, whose size is " + size);
    }
}
