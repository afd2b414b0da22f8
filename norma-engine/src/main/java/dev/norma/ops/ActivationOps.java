package dev.norma.ops;

import dev.norma.tensor.Operand;
import dev.norma.tensor.ShapeException;
import java.util.List;

/** Keras' activations, besides those of {@link ElementwiseOps} and {@link SoftmaxOps}. */
abstract sealed class ActivationOps extends NormalizationOps permits SoftmaxOps {
    /** x itself. */
    public static <T extends Operand<T>> T linear(T x) {
        return x;
    }

    /**
     * The rectified linear unit with all its options.
     *
     * <pre>
     *   maxValue                            x at or above maxValue
     *   x                                   x above threshold
     *   negativeSlope * (x - threshold)     else
     * </pre>
     *
     * @param negativeSlope the slope below the threshold; 0 for none
     * @param maxValue what the result never exceeds; infinity for no limit
     * @param threshold below it x is damped
     */
    public static <T extends Operand<T>> T relu(T x, double negativeSlope, double maxValue, double threshold) {
        boolean limited = maxValue < Double.POSITIVE_INFINITY;
        if (negativeSlope != 0 && !limited && threshold == 0) {
            return leakyRelu(x, negativeSlope);
        }
        T body = threshold == 0 ? relu(x) : where(greater(x, threshold), x, 0);
        T upper = !limited ? body : threshold == 0 ? minimum(body, maxValue) : clip(body, 0, maxValue);
        return negativeSlope == 0 ? upper : subtract(upper, multiply(relu(subtract(threshold, x)), negativeSlope));
    }

    /** {@code min(max(x, 0), 6)}. */
    public static <T extends Operand<T>> T relu6(T x) {
        return minimum(relu(x), 6);
    }

    /** x where it is above 0, else 0.2 x. */
    public static <T extends Operand<T>> T leakyRelu(T x) {
        return leakyRelu(x, 0.2);
    }

    /** x where it is above 0, else {@code negativeSlope * x}. */
    public static <T extends Operand<T>> T leakyRelu(T x, double negativeSlope) {
        return where(greater(x, 0), x, multiply(x, negativeSlope));
    }

    /** {@link #elu(Operand, double)} with alpha 1. */
    public static <T extends Operand<T>> T elu(T x) {
        return elu(x, 1);
    }

    /** x where it is above 0, else {@code alpha * (exp(x) - 1)}. Clevert et al. (2016), arXiv:1511.07289. */
    public static <T extends Operand<T>> T elu(T x, double alpha) {
        T above = greater(x, 0);
        T below = expm1(where(above, 0, x));
        return where(above, x, alpha == 1 ? below : multiply(below, alpha));
    }

    /** A scaled {@link #elu} that keeps mean 0 and variance 1. Klambauer et al. (2017), arXiv:1706.02515. */
    public static <T extends Operand<T>> T selu(T x) {
        return multiply(elu(x, 1.6732632423543772), 1.0507009873554805);
    }

    /** {@link #celu(Operand, double)} with alpha 1. */
    public static <T extends Operand<T>> T celu(T x) {
        return celu(x, 1);
    }

    /** x where it is above 0, else {@code alpha * (exp(x / alpha) - 1)}. Barron (2017), arXiv:1704.07483. */
    public static <T extends Operand<T>> T celu(T x, double alpha) {
        T above = greater(x, 0);
        return where(above, x, multiply(expm1(divide(where(above, 0, x), alpha)), alpha));
    }

    /** {@code x * P(X <= x)} for a normal X, exactly: the default of Keras' activation, not of its op. */
    public static <T extends Operand<T>> T gelu(T x) {
        return gelu(x, false);
    }

    /** {@code x * P(X <= x)} for a normal X, or its approximation by tanh. Hendrycks and Gimpel (2016), arXiv:1606.08415. */
    public static <T extends Operand<T>> T gelu(T x, boolean approximate) {
        T inner = approximate
                ? tanh(multiply(add(x, multiply(power(x, 3), 0.044715)), Math.sqrt(2 / Math.PI)))
                : erf(divide(x, Math.sqrt(2)));
        return multiply(multiply(x, 0.5), add(inner, 1));
    }

    /** {@code x * sigmoid(x)}. Elfwing et al. (2017), arXiv:1702.03118. */
    public static <T extends Operand<T>> T silu(T x) {
        return multiply(x, sigmoid(x));
    }

    /** {@link #silu} by its other name. */
    public static <T extends Operand<T>> T swish(T x) {
        return silu(x);
    }

    /** {@code x / (1 + |x|)}. */
    public static <T extends Operand<T>> T softsign(T x) {
        return divide(x, add(abs(x), 1));
    }

    /** {@code x / 6 + 0.5}, but at least 0 and at most 1. */
    public static <T extends Operand<T>> T hardSigmoid(T x) {
        return clip(add(divide(x, 6), 0.5), 0, 1);
    }

    /** {@code x * hardSigmoid(x)}. */
    public static <T extends Operand<T>> T hardSilu(T x) {
        return multiply(x, hardSigmoid(x));
    }

    /** {@link #hardSilu} by its other name. */
    public static <T extends Operand<T>> T hardSwish(T x) {
        return hardSilu(x);
    }

    /** x, but at least -1 and at most 1. */
    public static <T extends Operand<T>> T hardTanh(T x) {
        return clip(x, -1, 1);
    }

    /** {@link #hardShrink(Operand, double)} with threshold 0.5. */
    public static <T extends Operand<T>> T hardShrink(T x) {
        return hardShrink(x, 0.5);
    }

    /** x where its magnitude is above the threshold, else 0. */
    public static <T extends Operand<T>> T hardShrink(T x, double threshold) {
        return where(greater(abs(x), threshold), x, 0);
    }

    /** {@link #softShrink(Operand, double)} with threshold 0.5. */
    public static <T extends Operand<T>> T softShrink(T x) {
        return softShrink(x, 0.5);
    }

    /** x moved towards 0 by the threshold, and 0 where it would get across. */
    public static <T extends Operand<T>> T softShrink(T x, double threshold) {
        T negative = where(less(x, -threshold), add(x, threshold), 0);
        return where(greater(x, threshold), subtract(x, threshold), negative);
    }

    /** {@code x - tanh(x)}. */
    public static <T extends Operand<T>> T tanhShrink(T x) {
        return subtract(x, tanh(x));
    }

    /** x where it is above the threshold, another number elsewhere. */
    public static <T extends Operand<T>> T threshold(T x, double threshold, double defaultValue) {
        return where(greater(x, threshold), x, defaultValue);
    }

    /** {@code x * tanh(softplus(x))}. Misra (2019), arXiv:1908.08681. */
    public static <T extends Operand<T>> T mish(T x) {
        return multiply(x, tanh(softplus(x)));
    }

    /** {@link #glu(Operand, int)} along the last axis. */
    public static <T extends Operand<T>> T glu(T x) {
        return glu(x, -1);
    }

    /** The first half of an axis times the sigmoid of the second. Dauphin et al. (2017), arXiv:1612.08083. */
    public static <T extends Operand<T>> T glu(T x, int axis) {
        if (x.shape().dim(axis) % 2 != 0) {
            throw new ShapeException(
                    "glu needs two halves",
                    "an even size on axis " + axis,
                    "%s: %d".formatted(x.shape(), x.shape().dim(axis)),
                    "choose another axis");
        }
        List<T> halves = split(x, 2, axis);
        return multiply(halves.getFirst(), sigmoid(halves.getLast()));
    }

    /** {@code log(sigmoid(x))}, without overflow. */
    public static <T extends Operand<T>> T logSigmoid(T x) {
        return negative(softplus(negative(x)));
    }

    /** 0 at or below -1, x at or above 1, {@code (x + 1)^2 / 4} between. */
    public static <T extends Operand<T>> T sparsePlus(T x) {
        T between = multiply(square(add(x, 1)), 0.25);
        return where(lessEqual(x, -1), 0, where(less(x, 1), between, x));
    }

    /** 0 at or below -1, 1 at or above 1, {@code (x + 1) / 2} between. */
    public static <T extends Operand<T>> T sparseSigmoid(T x) {
        return where(lessEqual(x, -1), 0, where(greaterEqual(x, 1), 1, multiply(add(x, 1), 0.5)));
    }

    /** {@link #squareplus(Operand, double)} with b = 4. */
    public static <T extends Operand<T>> T squareplus(T x) {
        return squareplus(x, 4);
    }

    /** {@code (x + sqrt(x^2 + b)) / 2}. Barron (2021), arXiv:2112.11687. */
    public static <T extends Operand<T>> T squareplus(T x, double b) {
        return multiply(add(x, sqrt(add(square(x), b))), 0.5);
    }

    /** e to the power of x. */
    public static <T extends Operand<T>> T exponential(T x) {
        return exp(x);
    }
}
