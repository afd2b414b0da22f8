package dev.norma.ops;

import dev.norma.graph.ArgReduce;
import dev.norma.graph.Moments;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
import dev.norma.graph.Squeeze;
import dev.norma.graph.Weighting;
import dev.norma.tensor.DType;
import dev.norma.tensor.Operand;
import java.util.List;

/**
 * Functions that make one element of those along some axes. The axes named are those that disappear; with {@code
 * keepDims} they stay with size 1. Over all axes if none is named.
 */
abstract sealed class ReductionOps extends DerivedOps permits ShapeOps {
    /** The sum; of booleans, how many hold. */
    public static <T extends Operand<T>> T sum(T x, int... axes) {
        return sum(x, false, axes);
    }

    /** The sum; of booleans, how many hold. */
    public static <T extends Operand<T>> T sum(T x, boolean keepDims, int... axes) {
        return reduce(Reduction.SUM, counted(x), keepDims, axes);
    }

    /** The mean; of integers and booleans in float32. */
    public static <T extends Operand<T>> T mean(T x, int... axes) {
        return mean(x, false, axes);
    }

    /** The mean; of integers and booleans in float32. */
    public static <T extends Operand<T>> T mean(T x, boolean keepDims, int... axes) {
        return reduce(Reduction.MEAN, floating(x), keepDims, axes);
    }

    /** The largest element; not a number if one is. */
    public static <T extends Operand<T>> T max(T x, int... axes) {
        return max(x, false, axes);
    }

    /** The largest element; not a number if one is. */
    public static <T extends Operand<T>> T max(T x, boolean keepDims, int... axes) {
        return reduce(Reduction.MAX, x, keepDims, axes);
    }

    /** The smallest element; not a number if one is. */
    public static <T extends Operand<T>> T min(T x, int... axes) {
        return min(x, false, axes);
    }

    /** The smallest element; not a number if one is. */
    public static <T extends Operand<T>> T min(T x, boolean keepDims, int... axes) {
        return reduce(Reduction.MIN, x, keepDims, axes);
    }

    /** The product. */
    public static <T extends Operand<T>> T prod(T x, int... axes) {
        return prod(x, false, axes);
    }

    /** The product. */
    public static <T extends Operand<T>> T prod(T x, boolean keepDims, int... axes) {
        return reduce(Reduction.PROD, counted(x), keepDims, axes);
    }

    /** Whether one element holds. A number holds if it is not 0. */
    public static <T extends Operand<T>> T any(T x, int... axes) {
        return any(x, false, axes);
    }

    /** Whether one element holds. A number holds if it is not 0. */
    public static <T extends Operand<T>> T any(T x, boolean keepDims, int... axes) {
        return reduce(Reduction.ANY, truth(x), keepDims, axes);
    }

    /** Whether all elements hold. A number holds if it is not 0. */
    public static <T extends Operand<T>> T all(T x, int... axes) {
        return all(x, false, axes);
    }

    /** Whether all elements hold. A number holds if it is not 0. */
    public static <T extends Operand<T>> T all(T x, boolean keepDims, int... axes) {
        return reduce(Reduction.ALL, truth(x), keepDims, axes);
    }

    /** The mean squared distance from the mean (divided by the number of elements), in two passes. */
    public static <T extends Operand<T>> T variance(T x, int... axes) {
        return variance(x, false, axes);
    }

    /** The mean squared distance from the mean (divided by the number of elements), in two passes. */
    public static <T extends Operand<T>> T variance(T x, boolean keepDims, int... axes) {
        T floats = floating(x);
        List<Integer> counted = Axes.orAll(x.shape(), axes);
        T kept = Emit.all(List.of(floats), of -> new Moments(of.getFirst(), counted, null, Weighting.SELECTED))
                .get(1);
        return cast(keepDims ? kept : dropped(kept, counted), floats.dtype());
    }

    /** {@link #variance} by the name that NumPy and Keras give it. */
    public static <T extends Operand<T>> T var(T x, int... axes) {
        return variance(x, axes);
    }

    /** {@link #variance} by the name that NumPy and Keras give it. */
    public static <T extends Operand<T>> T var(T x, boolean keepDims, int... axes) {
        return variance(x, keepDims, axes);
    }

    /** The square root of the {@link #variance}. */
    public static <T extends Operand<T>> T std(T x, int... axes) {
        return sqrt(variance(x, axes));
    }

    /** The square root of the {@link #variance}. */
    public static <T extends Operand<T>> T std(T x, boolean keepDims, int... axes) {
        return sqrt(variance(x, keepDims, axes));
    }

    /** {@code log(sum(exp(x)))}, without overflow. */
    public static <T extends Operand<T>> T logsumexp(T x, int... axes) {
        return logsumexp(x, false, axes);
    }

    /** {@code log(sum(exp(x)))}, without overflow. */
    public static <T extends Operand<T>> T logsumexp(T x, boolean keepDims, int... axes) {
        T largest = stopGradient(max(x, true, axes));
        T shift = where(isfinite(largest), largest, 0);
        T kept = add(log(sum(exp(subtract(x, shift)), true, axes)), shift);
        return keepDims ? kept : dropped(kept, Axes.orAll(x.shape(), axes));
    }

    /** How many elements are not 0, int32. */
    public static <T extends Operand<T>> T countNonzero(T x, int... axes) {
        return sum(truth(x), axes);
    }

    /** The Euclidean length: the square root of the sum of squares. */
    public static <T extends Operand<T>> T norm(T x, int... axes) {
        return norm(x, false, axes);
    }

    /** The Euclidean length: the square root of the sum of squares. */
    public static <T extends Operand<T>> T norm(T x, boolean keepDims, int... axes) {
        return sqrt(sum(square(x), keepDims, axes));
    }

    /** The position, int32, of the largest element along an axis; the first of equal ones. */
    public static <T extends Operand<T>> T argmax(T x, int axis) {
        return Emit.one(x, value -> new ArgReduce(true, value, value.shape().axis(axis)));
    }

    /** The position, int32, of the smallest element along an axis; the first of equal ones. */
    public static <T extends Operand<T>> T argmin(T x, int axis) {
        return Emit.one(x, value -> new ArgReduce(false, value, value.shape().axis(axis)));
    }

    static <T extends Operand<T>> T reduce(Reduction kind, T x, boolean keepDims, int... axes) {
        List<Integer> counted = Axes.orAll(x.shape(), axes);
        return Emit.one(x, value -> new Reduce(kind, value, counted, keepDims));
    }

    /** Without these axes, which have size 1. */
    static <T extends Operand<T>> T dropped(T x, List<Integer> axes) {
        return axes.isEmpty() ? x : Emit.one(x, value -> new Squeeze(value, axes));
    }

    static <T extends Operand<T>> T floating(T x) {
        return x.dtype().isFloat() ? x : cast(x, DType.FLOAT32);
    }

    private static <T extends Operand<T>> T counted(T x) {
        return x.dtype() == DType.BOOL ? cast(x, DType.INT32) : x;
    }
}
