package dev.norma.ops;

import dev.norma.graph.Softmax;
import dev.norma.tensor.Operand;
import dev.norma.tensor.Tensor;
import java.util.Arrays;

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
     * Keras' sparsemax along an axis of known size: x less a threshold, and 0 where that is negative.
     *
     * <pre>
     *   sums       partial sums of x in descending order
     *   support    the k elements with x > (sum - 1) / position
     *   threshold  (total of the support's sums - 1) / k
     * </pre>
     *
     * <p>Martins and Astudillo (2016), arXiv:1602.02068, take the support's last sum where Keras (3.15) takes the total of
     * its sums. Here Keras' numbers count: with a support of more than one element they do not add up to 1. All pairs of
     * elements are compared, so that memory grows with the square of the axis.
     */
    public static <T extends Operand<T>> T sparsemax(T x, int axis) {
        T z = moveaxis(x, axis, -1);
        int size = Math.toIntExact(z.shape().dim(-1));
        T own = expandDims(z, -1);
        T others = expandDims(z, -2);
        T ahead = logicalOr(greater(others, own), logicalAnd(equal(others, own), constant(x, notBehind(size))));
        T position = sum(cast(ahead, z.dtype()), -1);
        T sums = sum(where(ahead, others, 0), -1);
        T support = greater(subtract(z, divide(subtract(sums, 1), position)), 0);
        T count = sum(cast(support, z.dtype()), true, -1);
        T threshold = divide(subtract(sum(where(support, sums, 0), true, -1), 1), count);
        return moveaxis(relu(subtract(z, threshold)), -1, axis);
    }

    /** Row i holds for columns up to i: of equal elements the first is ahead. */
    private static Tensor notBehind(int size) {
        boolean[][] rows = new boolean[size][size];
        for (int i = 0; i < size; i++) {
            Arrays.fill(rows[i], 0, i + 1, true);
        }
        return Tensor.of(rows);
    }

    private static <T extends Operand<T>> T softmax(T x, boolean logarithm, int... axes) {
        int axis = x.shape().axis(axes.length == 0 ? -1 : axes[0]);
        return Emit.one(x, value -> new Softmax(value, axis, logarithm));
    }
}
