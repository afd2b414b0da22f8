package dev.norma.ops;

import dev.norma.graph.Softmax;
import dev.norma.tensor.Operand;

/** Functions that turn scores into probabilities. */
abstract sealed class SoftmaxOps extends ActivationOps permits LossOps {
    /**
     * exp(x) divided by its sum along an axis; stable for large x.
     *
     * @param axes the last if none is named; several count as one
     */
    public static <T extends Operand<T>> T softmax(T x, int... axes) {
        return axes.length > 1 ? exp(subtract(x, logsumexp(x, true, axes))) : softmax(x, false, axes);
    }

    /**
     * The logarithm of {@link #softmax}, exact where that is near 0.
     *
     * @param axes the last if none is named; several count as one
     */
    public static <T extends Operand<T>> T logSoftmax(T x, int... axes) {
        return axes.length > 1 ? subtract(x, logsumexp(x, true, axes)) : softmax(x, true, axes);
    }

    /** {@link #sparsemax(Operand, int)} along the last axis. */
    public static <T extends Operand<T>> T sparsemax(T x) {
        return sparsemax(x, -1);
    }

    /**
     * The nearest probabilities to x along an axis, many of which are 0. Martins and Astudillo (2016), arXiv:1602.02068.
     *
     * <p>An element belongs to the support if {@code 1 + k x > s}, where k elements are as large and add up to s. All pairs
     * are compared, so that memory grows with the square of the axis.
     */
    public static <T extends Operand<T>> T sparsemax(T x, int axis) {
        T z = moveaxis(x, axis, -1);
        T others = expandDims(z, -2);
        T asLarge = greaterEqual(others, expandDims(z, -1));
        T count = sum(cast(asLarge, z.dtype()), -1);
        T total = sum(where(asLarge, others, 0), -1);
        T support = greater(add(multiply(count, z), 1), total);
        T size = sum(cast(support, z.dtype()), true, -1);
        T threshold = divide(subtract(sum(where(support, z, 0), true, -1), 1), size);
        return moveaxis(relu(subtract(z, threshold)), -1, axis);
    }

    private static <T extends Operand<T>> T softmax(T x, boolean logarithm, int... axes) {
        int axis = x.shape().axis(axes.length == 0 ? -1 : axes[0]);
        return Emit.one(x, value -> new Softmax(value, axis, logarithm));
    }
}
