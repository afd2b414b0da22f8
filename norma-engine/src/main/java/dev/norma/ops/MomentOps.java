package dev.norma.ops;

import dev.norma.graph.Moments;
import dev.norma.graph.Normalize;
import dev.norma.graph.Weighting;
import dev.norma.tensor.DType;
import dev.norma.tensor.Operand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mean and variance, and what is normalized with them. */
abstract sealed class MomentOps extends WindowOps permits NormalizationOps {
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
     * Mean and biased variance over some axes, of all replicas of a distributed step together if there are several. A
     * program runs as one replica, so {@code synchronize} makes no difference yet; {@link #mergedMoments} brings parts
     * together that are at hand.
     *
     * @param keepDims whether the axes stay with size 1
     * @param axes which; all if none is named
     */
    public static <T extends Operand<T>> Statistics<T> moments(
            T x, boolean keepDims, boolean synchronize, int... axes) {
        return moments(x, keepDims, axes);
    }

    /**
     * Weighted mean and variance: weights multiply, and anything divided by 0 is 0. Those of 16-bit operands are computed
     * in float32 and rounded.
     *
     * @param weights broadcast against x, and cast to its type
     */
    public static <T extends Operand<T>> Statistics<T> weightedMoments(T x, T weights, boolean keepDims, int... axes) {
        List<Integer> counted = Axes.orAll(x.shape(), axes);
        T fitting = cast(weights, x.dtype());
        Statistics<T> wide = moments(x, counted, fitting, Weighting.MULTIPLIED);
        Statistics<T> all = new Statistics<>(
                cast(wide.mean(), x.dtype()), cast(wide.variance(), x.dtype()), cast(wide.divisor(), x.dtype()));
        return kept(all, keepDims, counted);
    }

    /**
     * The moments of several parts together, as if they had been one: of slices of a batch, of replicas, of files. Each
     * part counts by its divisor, and one with nothing in it not at all; those of nothing are 0. Stable, as the parts' own
     * squared distances are added (Chan, Golub and LeVeque, 1979). Those of 16-bit parts are merged in float32 and rounded.
     *
     * <pre>
     *   mean     = sum(share mean_p)                             share = divisor_p / sum(divisor_p)
     *   variance = sum(share (variance_p + (mean_p - mean)^2))
     *   divisor  = sum(divisor_p)
     * </pre>
     *
     * @param parts all in one, behind each other along the axis
     * @param keepDims whether the axis stays with size 1
     * @param axis the axis that counts the parts
     */
    public static <T extends Operand<T>> Statistics<T> mergedMoments(Statistics<T> parts, boolean keepDims, int axis) {
        return Merging.along(parts, keepDims, axis);
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

    private static <T extends Operand<T>> Statistics<T> kept(Statistics<T> all, boolean keepDims, List<Integer> axes) {
        return keepDims
                ? all
                : new Statistics<>(
                        dropped(all.mean(), axes), dropped(all.variance(), axes), dropped(all.divisor(), axes));
    }
}
