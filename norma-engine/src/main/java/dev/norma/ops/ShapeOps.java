package dev.norma.ops;

import dev.norma.graph.BroadcastLike;
import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Count;
import dev.norma.graph.ExpandDims;
import dev.norma.graph.Reshape;
import dev.norma.graph.ReshapeLike;
import dev.norma.graph.Squeeze;
import dev.norma.graph.Transpose;
import dev.norma.tensor.DType;
import dev.norma.tensor.Operand;
import dev.norma.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Functions that give the same elements another shape, or other places for their axes. */
abstract sealed class ShapeOps extends ReductionOps permits PartOps {
    /** The same elements in another shape; one size may be -1 and follows from the others. */
    public static <T extends Operand<T>> T reshape(T x, long... dims) {
        return reshape(x, Shape.of(dims));
    }

    /** The same elements in another shape; one size may be unknown and follows from the others. */
    public static <T extends Operand<T>> T reshape(T x, Shape shape) {
        return Emit.one(x, value -> new Reshape(value, shape));
    }

    /** The same elements in the shape of {@code like}, of which only the shape is used. */
    public static <T extends Operand<T>> T reshapeLike(T x, T like) {
        return Emit.one(x, like, ReshapeLike::new);
    }

    /** The same elements in one row. */
    public static <T extends Operand<T>> T ravel(T x) {
        return x.shape().rank() == 1 ? x : reshape(x, -1);
    }

    /**
     * Further axes of size 1.
     *
     * @param axes where they are in the result; negative ones count from its end
     */
    public static <T extends Operand<T>> T expandDims(T x, int... axes) {
        int rank = x.shape().rank() + axes.length;
        Shape result = Shape.of(new long[rank]);
        List<Integer> counted = Axes.of(result, axes);
        return counted.isEmpty() ? x : Emit.one(x, value -> new ExpandDims(value, counted));
    }

    /** Without some axes of size 1; without all that are known to be 1 if none is named. */
    public static <T extends Operand<T>> T squeeze(T x, int... axes) {
        List<Integer> counted = axes.length > 0
                ? Axes.of(x.shape(), axes)
                : IntStream.range(0, x.shape().rank())
                        .filter(axis -> x.shape().dimOrUnknown(axis) == 1)
                        .boxed()
                        .toList();
        return counted.isEmpty() ? x : Emit.one(x, value -> new Squeeze(value, counted));
    }

    /**
     * The axes in another order.
     *
     * @param permutation for each axis of the result, the axis of x that it is; the reverse order if none is named
     */
    public static <T extends Operand<T>> T transpose(T x, int... permutation) {
        int rank = x.shape().rank();
        List<Integer> order = new ArrayList<>(Axes.each(x.shape(), permutation));
        if (permutation.length == 0) {
            order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
            Collections.reverse(order);
        }
        return transposed(x, order);
    }

    /** Two axes in each other's place. */
    public static <T extends Operand<T>> T swapaxes(T x, int axis1, int axis2) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, x.shape().rank()).boxed().toList());
        Collections.swap(order, x.shape().axis(axis1), x.shape().axis(axis2));
        return transposed(x, order);
    }

    /** One axis in another place; the others keep their order. */
    public static <T extends Operand<T>> T moveaxis(T x, int source, int destination) {
        int from = x.shape().axis(source);
        List<Integer> order = new ArrayList<>(IntStream.range(0, x.shape().rank())
                .filter(axis -> axis != from)
                .boxed()
                .toList());
        order.add(x.shape().axis(destination), from);
        return transposed(x, order);
    }

    /** Stretched to these sizes by NumPy's rule; -1 keeps a size. */
    public static <T extends Operand<T>> T broadcastTo(T x, long... dims) {
        return broadcastTo(x, Shape.of(dims));
    }

    /** Stretched to a shape by NumPy's rule; an unknown size keeps x's. */
    public static <T extends Operand<T>> T broadcastTo(T x, Shape shape) {
        return x.shape().equals(shape) ? x : Emit.one(x, value -> new BroadcastTo(value, shape));
    }

    /** Stretched to the shape of {@code like}, of which only the shape is used. */
    public static <T extends Operand<T>> T broadcastLike(T x, T like) {
        return Emit.one(x, like, BroadcastLike::new);
    }

    /** The size of x along an axis as an int32 scalar, also where it is known only when numbers arrive. */
    public static <T extends Operand<T>> T size(T x, int axis) {
        return size(x, DType.INT32, axis);
    }

    /** How many elements x has along some axes together (all if none is named), as a scalar. */
    public static <T extends Operand<T>> T size(T x, DType dtype, int... axes) {
        List<Integer> counted = Axes.orAll(x.shape(), axes);
        return Emit.one(x, value -> new Count(value, counted, dtype));
    }

    private static <T extends Operand<T>> T transposed(T x, List<Integer> order) {
        boolean same = order.equals(IntStream.range(0, x.shape().rank()).boxed().toList());
        return same ? x : Emit.one(x, value -> new Transpose(value, order));
    }

    /** Axis {@code axis} and the one behind it as one. */
    static <T extends Operand<T>> T merged(T x, int axis) {
        long[] dims = x.shape().toArray();
        long[] fewer = new long[dims.length - 1];
        for (int i = 0; i < fewer.length; i++) {
            fewer[i] = dims[i <= axis ? i : i + 1];
        }
        boolean known = dims[axis] != Shape.UNKNOWN && dims[axis + 1] != Shape.UNKNOWN;
        fewer[axis] = known ? dims[axis] * dims[axis + 1] : Shape.UNKNOWN;
        return reshape(x, Shape.of(fewer));
    }

    static boolean severalUnknown(Shape shape) {
        return Arrays.stream(shape.toArray())
                        .filter(dim -> dim == Shape.UNKNOWN)
                        .count()
                > 1;
    }
}
