package dev.norma.ops;

import dev.norma.graph.Gather;
import dev.norma.graph.GatherGradient;
import dev.norma.graph.OneHot;
import dev.norma.graph.Slice;
import dev.norma.graph.TakeAlongAxis;
import dev.norma.tensor.DType;
import dev.norma.tensor.Operand;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/** Functions that choose and place elements by number. Indices are integers; negative ones count from the end. */
abstract sealed class IndexOps extends PadOps permits CreationOps {
    /**
     * Entries of an axis, chosen by number.
     *
     * <pre>
     *   x [before..., n, after...], indices [*] -> [before..., *, after...]
     * </pre>
     */
    public static <T extends Operand<T>> T take(T x, T indices, int axis) {
        return Emit.one(
                x,
                integers(indices),
                (from, which) -> new Gather(from, which, from.shape().axis(axis)));
    }

    /** Elements of x in row-major order, chosen by number. */
    public static <T extends Operand<T>> T take(T x, T indices) {
        return take(ravel(x), indices, 0);
    }

    /** One entry of an axis; the axis disappears. */
    public static <T extends Operand<T>> T take(T x, long index, int axis) {
        int counted = x.shape().axis(axis);
        if (x.shape().isKnown(counted)) {
            long size = x.shape().dim(counted);
            if (index < -size || index >= size) {
                throw new ShapeException(
                        "there is no entry %d on axis %d".formatted(index, counted),
                        "an index from %d to %d".formatted(-size, size - 1),
                        "%d of shape %s".formatted(index, x.shape()),
                        "stay within the axis, whose size is " + size);
            }
        }
        long end = index == -1 ? Slice.TO_END : index + 1;
        return squeeze(slice(x, counted, index, end), counted);
    }

    /** Along an axis, the elements whose numbers {@code indices} gives; the other axes are equal. */
    public static <T extends Operand<T>> T takeAlongAxis(T x, T indices, int axis) {
        return Emit.one(
                x,
                integers(indices),
                (from, which) -> new TakeAlongAxis(from, which, from.shape().axis(axis)));
    }

    /** A last axis of {@code classes} positions, float32: 1 at the one that the index names, else 0. */
    public static <T extends Operand<T>> T oneHot(T indices, int classes) {
        return oneHot(indices, classes, -1, DType.FLOAT32);
    }

    /**
     * A further axis: 1 at the position that the index names, else 0; all 0 where there is no such position.
     *
     * @param classes its size
     * @param axis where it is in the result; negative counts from the result's end
     */
    public static <T extends Operand<T>> T oneHot(T indices, int classes, int axis, DType dtype) {
        if (classes < 1) {
            throw new ShapeException(
                    "oneHot needs classes", "1 or more", Integer.toString(classes), "count the classes");
        }
        T last = Emit.one(integers(indices), value -> new OneHot(value, classes, dtype));
        return moveaxis(last, -1, axis);
    }

    /**
     * Zeros, to which values are added at the places that indices name; values of one place add up.
     *
     * <pre>
     *   indices [*, k], values [*, rest...], shape [k sizes, rest...]
     * </pre>
     */
    public static <T extends Operand<T>> T scatter(T indices, T values, Shape shape) {
        int depth = (int) indices.shape().dim(-1);
        Shape before = indices.shape().slice(0, indices.shape().rank() - 1);
        Shape rest = shape.slice(Math.min(depth, shape.rank()), shape.rank());
        if (depth > shape.rank() || !before.concat(rest).accepts(values.shape())) {
            throw new ShapeException(
                    "scatter cannot place these values",
                    "values of shape " + (depth > shape.rank() ? "that " + shape + " holds" : before.concat(rest)),
                    "indices %s, values %s, shape %s".formatted(indices.shape(), values.shape(), shape),
                    "give one value, or one block of the last axes, for each row of indices");
        }
        Shape places = shape.slice(0, depth);
        T flat = flatIndices(integers(indices), places);
        Shape rows = Shape.of(-1).concat(rest);
        T like = Emit.filled(
                values, values.type().withShape(Shape.of(places.size()).concat(rest)), 0);
        T sum = Emit.one(
                List.of(reshape(values, rows), flat, like),
                of -> new GatherGradient(of.get(0), of.get(1), of.get(2), 0));
        return reshape(sum, shape);
    }

    /** Rows of indices [*, k] as numbers of places in row-major order, [n]. */
    private static <T extends Operand<T>> T flatIndices(T indices, Shape places) {
        long[] strides = places.strides();
        T flat = null;
        for (int i = 0; i < strides.length; i++) {
            T index = take(indices, i, -1);
            T counted = where(less(index, 0), add(index, (double) places.dim(i)), index);
            T part = multiply(counted, (double) strides[i]);
            flat = flat == null ? part : add(flat, part);
        }
        return ravel(Objects.requireNonNull(flat));
    }

    /** Indices as int32, which the operations take; others than integers are left to be refused. */
    @SuppressWarnings("unchecked")
    static <T extends Operand<T>> T integers(T indices) {
        if (indices instanceof Tensor tensor && indices.dtype() == DType.INT64) {
            return (T) tensor.castExactly(DType.INT32); // a wrapped index would be another one
        }
        return indices.dtype().isInteger() ? cast(indices, DType.INT32) : indices;
    }
}
