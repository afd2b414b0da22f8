package dev.norma.ops;

import dev.norma.tensor.DType;
import dev.norma.tensor.Operand;
import dev.norma.tensor.ShapeException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is normalized with given statistics, or with those of a batch. */
abstract sealed class NormalizationOps extends MomentOps permits ActivationOps {
    /**
     * x normalized with given statistics: TensorFlow's form, in which all parameters broadcast against x.
     *
     * <pre>
     *   result = (x - mean) / sqrt(variance + epsilon) * scale + offset
     * </pre>
     *
     * Computed in the mean's element type, but at least in float32; the result has x's. Nothing is checked of the numbers: a
     * variance below {@code -epsilon} gives no number.
     *
     * @param mean of x's last axes, {@code [channels]} for example, or of x's rank with 1 on the axes without statistics; so
     *     are variance, offset and scale
     * @param offset null for 0
     * @param scale null for 1
     * @param epsilon added to the variance
     * @throws ShapeException if a parameter does not broadcast to x's shape
     */
    public static <T extends Operand<T>> T batchNormalization(
            T x, T mean, T variance, @Nullable T offset, @Nullable T scale, double epsilon) {
        return normalize(
                x,
                ranked(x, wide(x, mean)),
                ranked(x, variance),
                scale == null ? null : ranked(x, scale),
                offset == null ? null : ranked(x, offset),
                epsilon);
    }

    /**
     * x normalized along an axis with given statistics: Keras' form, in which all parameters are vectors.
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
        Vectors<T> vectors = new Vectors<>("batchNormalization", x, x.shape().axis(axis));
        return normalize(
                x,
                vectors.along("mean", wide(x, mean)),
                vectors.along("variance", variance),
                scale == null ? null : vectors.along("scale", scale),
                offset == null ? null : vectors.along("offset", offset),
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

    /** {@link #fusedBatchNorm(Operand, Operand, Operand, Operand, Operand, double, ImageFormat, boolean, double)} of the batch alone. */
    public static <T extends Operand<T>> FusedBatchNorm<T> fusedBatchNorm(T x, T scale, T offset) {
        return fusedBatchNorm(x, scale, offset, null, null, 1e-3, ImageFormat.NHWC, true, 1);
    }

    /**
     * Images or volumes normalized for each channel, and the statistics to store: TensorFlow's {@code fused_batch_norm}, third
     * version. Only the name says "fused"; here it is moments and normalization as everywhere.
     *
     * <pre>
     *   training     y by mean and biased variance of the batch
     *                runningMean     = (1 - f) mean     + f batchMean
     *                runningVariance = (1 - f) variance + f batchVariance n / max(n - 1, 1)
     *   inference    y by the mean and variance given, which are the running ones too
     *
     *   n   how many numbers a channel has          f   averageFactor
     * </pre>
     *
     * An empty batch leaves mean and variance as they are; where none are given, those of nothing are no numbers. Gradients
     * flow from y to x, scale and offset, never to or from running values.
     *
     * @param x float32 or 16-bit with float32 parameters, or all in float64
     * @param scale a vector with an entry for each channel, as are offset, mean and variance
     * @param mean in training used only where {@code averageFactor} is not 1; may be null otherwise
     * @param variance the same
     * @param epsilon added to the variance; TensorFlow's default is 0.001
     * @param training whether the batch's statistics normalize
     * @param averageFactor the share of the batch in the running values, from 0 to 1: {@code 1 - momentum}
     * @throws ShapeException if x is not of the format's rank, or a parameter is no vector of the number of channels
     */
    public static <T extends Operand<T>> FusedBatchNorm<T> fusedBatchNorm(
            T x,
            T scale,
            T offset,
            @Nullable T mean,
            @Nullable T variance,
            double epsilon,
            ImageFormat format,
            boolean training,
            double averageFactor) {
        FusedBatchNormCall<T> call = new FusedBatchNormCall<>(x, scale, offset, mean, variance, epsilon, format);
        return training ? call.training(averageFactor) : call.inference();
    }

    /** At least float32, where x has 16 bits. */
    private static <T extends Operand<T>> T wide(T x, T mean) {
        return x.dtype().bytes() == 2 && mean.dtype().bytes() == 2 ? cast(mean, DType.FLOAT32) : mean;
    }

    /** With axes of size 1 in front, up to x's rank. */
    private static <T extends Operand<T>> T ranked(T x, T parameter) {
        int missing = x.shape().rank() - parameter.shape().rank();
        return missing <= 0
                ? parameter
                : expandDims(parameter, IntStream.range(0, missing).toArray());
    }
}
