package dev.norma.ops;

import dev.norma.graph.Moments;
import dev.norma.graph.Normalize;
import dev.norma.graph.Weighting;
import dev.norma.tensor.DType;
import dev.norma.tensor.Operand;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Mean and variance, and what is normalized with them. */
abstract sealed class MomentOps extends WindowOps permits ActivationOps {
    /** The largest float16, to which Keras clips the moments of 16-bit operands. */
    private static final double LARGEST_FLOAT16 = 65504;

    /** Mean and biased variance over some axes, which disappear; over all if none is named. */
    public static <T extends Operand<T>> Statistics<T> moments(T x, int... axes) {
        return moments(x, false, axes);
    }

    /**
     * Mean and biased variance over some axes, in two passes. Those of 16-bit operands are computed in float32, clipped to
     * the largest float16 and rounded, as Keras does; integers are computed in float32.
     *
     * @param keepDims whether the axes stay with size 1
     * @param axes which; all if none is named
     */
    public static <T extends Operand<T>> Statistics<T> moments(T x, boolean keepDims, int... axes) {
        T floats = floating(x);
        boolean half = floats.dtype().bytes() == 2;
        T wide = half ? cast(floats, DType.FLOAT32) : floats;
        List<Integer> counted = Axes.orAll(x.shape(), axes);
        Statistics<T> all = moments(wide, counted, null, Weighting.SELECTED);
        T mean = half ? cast(clip(all.mean(), -LARGEST_FLOAT16, LARGEST_FLOAT16), floats.dtype()) : all.mean();
        T variance =
                half ? cast(clip(all.variance(), -LARGEST_FLOAT16, LARGEST_FLOAT16), floats.dtype()) : all.variance();
        return kept(new Statistics<>(mean, variance, all.divisor()), keepDims, counted);
    }

    /**
     * Weighted mean and variance: weights multiply, and anything divided by 0 is 0.
     *
     * @param weights broadcast against x
     */
    public static <T extends Operand<T>> Statistics<T> weightedMoments(T x, T weights, boolean keepDims, int... axes) {
        List<Integer> counted = Axes.orAll(x.shape(), axes);
        return kept(moments(x, counted, weights, Weighting.MULTIPLIED), keepDims, counted);
    }

    /**
     * Mean, biased variance and divisor over exactly these axes, which stay with size 1: what layers normalize with. Those
     * of 16-bit operands are float32.
     *
     * @param axes counted from 0, ascending; none leaves each element its own mean
     * @param weights broadcast against x; null for none
     * @param weighting how weights count
     */
    public static <T extends Operand<T>> Statistics<T> moments(
            T x, List<Integer> axes, @Nullable T weights, Weighting weighting) {
        List<T> operands = weights == null ? List.of(x) : List.of(x, weights);
        List<T> results = Emit.all(
                operands, of -> new Moments(of.getFirst(), axes, weights == null ? null : of.get(1), weighting));
        return new Statistics<>(results.get(0), results.get(1), results.get(2));
    }

    /**
     * Centred, divided by the standard deviation, scaled and shifted.
     *
     * <pre>
     *   result = (x - mean) / sqrt(variance + epsilon) * scale + offset
     * </pre>
     *
     * Computed in the mean's element type, to which the other parameters are cast; the result has x's.
     *
     * @param mean of x's rank, broadcast against x, as are all parameters
     * @param scale null for 1
     * @param offset null for 0
     */
    public static <T extends Operand<T>> T normalize(
            T x, T mean, T variance, @Nullable T scale, @Nullable T offset, double epsilon) {
        List<T> operands = new ArrayList<>(List.of(x, mean, cast(variance, mean.dtype())));
        if (scale != null) {
            operands.add(cast(scale, mean.dtype()));
        }
        if (offset != null) {
            operands.add(cast(offset, mean.dtype()));
        }
        return Emit.one(
                operands,
                of -> new Normalize(
                        of.get(0),
                        of.get(1),
                        of.get(2),
                        scale == null ? null : of.get(3),
                        offset == null ? null : of.getLast(),
                        epsilon));
    }

    /**
     * x normalized along an axis with given statistics.
     *
     * <pre>
     *   result = (x - mean) / sqrt(variance + epsilon) * scale + offset
     * </pre>
     *
     * @param mean a vector with an entry for each position of the axis, as are variance, offset and scale
     * @param offset null for 0
     * @param scale null for 1
     * @param epsilon added to the variance; Keras' default is 0.001
     * @throws ShapeException if a parameter has another length; the argument is named
     */
    public static <T extends Operand<T>> T batchNormalization(
            T x, T mean, T variance, int axis, @Nullable T offset, @Nullable T scale, double epsilon) {
        int counted = x.shape().axis(axis);
        T wide = x.dtype().bytes() == 2 && mean.dtype().bytes() == 2 ? cast(mean, DType.FLOAT32) : mean;
        return normalize(
                x,
                along(x, "mean", wide, counted),
                along(x, "variance", variance, counted),
                scale == null ? null : along(x, "scale", scale, counted),
                offset == null ? null : along(x, "offset", offset, counted),
                epsilon);
    }

    /**
     * x divided by its Euclidean length along some axes (the last if none is named), which counts as at least 1e-7. Keras
     * calls it {@code ops.normalize}; here that name stands for centring and scaling.
     */
    public static <T extends Operand<T>> T unitNormalize(T x, int... axes) {
        int[] along = axes.length == 0 ? new int[] {-1} : axes;
        return multiply(x, rsqrt(maximum(sum(square(x), true, along), 1e-14)));
    }

    private static <T extends Operand<T>> T along(T x, String name, T vector, int axis) {
        Shape expected = Shape.of(x.shape().dimOrUnknown(axis));
        if (!expected.accepts(vector.shape())) {
            throw new ShapeException(
                    "batchNormalization cannot use this " + name,
                    "a vector of length %s, the size of x on axis %d".formatted(expected.dimOrUnknown(0), axis),
                    "%s of shape %s, x of shape %s".formatted(name, vector.shape(), x.shape()),
                    "give one entry for each position of axis %d".formatted(axis));
        }
        int[] others =
                IntStream.range(0, x.shape().rank()).filter(i -> i != axis).toArray();
        return expandDims(vector, others);
    }

    private static <T extends Operand<T>> Statistics<T> kept(Statistics<T> all, boolean keepDims, List<Integer> axes) {
        return keepDims
                ? all
                : new Statistics<>(
                        dropped(all.mean(), axes), dropped(all.variance(), axes), dropped(all.divisor(), axes));
    }
}
