package dev.norma.ops;

import dev.norma.tensor.DType;
import dev.norma.tensor.Operand;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;

/** Cross-entropies of each example, as Keras' ops give them. Probabilities are clipped to 1e-7 from 0 and 1. */
abstract sealed class LossOps extends SoftmaxOps permits NeuralOps {
    /** What Keras keeps probabilities away from 0 and 1 by. */
    private static final double FUZZ = 1e-7;

    /**
     * {@code -(t log(p) + (1 - t) log(1 - p))} for each element.
     *
     * @param target probabilities, of the output's shape; cast to its type
     * @param output probabilities, or what a sigmoid turns into them
     * @param fromLogits whether the sigmoid is yet to come; stable for large outputs
     */
    public static <T extends Operand<T>> T binaryCrossentropy(T target, T output, boolean fromLogits) {
        sameShape("binaryCrossentropy", target, output);
        T t = cast(target, output.dtype());
        if (fromLogits) {
            T positive = greaterEqual(output, 0); // one side for both: the slopes of relu and abs at 0 would not add up
            T large = subtract(where(positive, output, 0), multiply(output, t));
            return add(large, log1p(exp(where(positive, negative(output), output))));
        }
        T p = clip(output, FUZZ, 1 - FUZZ);
        return negative(add(multiply(t, log(p)), multiply(subtract(1, t), log(subtract(1, p)))));
    }

    /**
     * {@code -sum(t log(p))} along an axis, which disappears.
     *
     * @param target probabilities, of the output's shape; cast to its type
     * @param output probabilities, brought to sum 1 here, or what a softmax turns into them
     * @param fromLogits whether the softmax is yet to come; stable for large outputs
     */
    public static <T extends Operand<T>> T categoricalCrossentropy(T target, T output, boolean fromLogits, int axis) {
        sameShape("categoricalCrossentropy", target, output);
        T t = cast(target, output.dtype());
        T logarithms = fromLogits
                ? logSoftmax(output, axis)
                : log(clip(divide(output, sum(output, true, axis)), FUZZ, 1 - FUZZ));
        return negative(sum(multiply(t, logarithms), axis));
    }

    /**
     * {@code -log(p of the target)} along an axis, which disappears.
     *
     * @param target class numbers, of the output's shape without the axis, or with size 1 there
     * @param output probabilities, or what a softmax turns into them
     * @param fromLogits whether the softmax is yet to come; stable for large outputs
     */
    public static <T extends Operand<T>> T sparseCategoricalCrossentropy(
            T target, T output, boolean fromLogits, int axis) {
        int counted = output.shape().axis(axis);
        Shape one = output.shape().withDim(counted, 1);
        boolean missing = target.shape().rank() == output.shape().rank() - 1;
        T classes = cast(missing ? expandDims(target, counted) : target, DType.INT32);
        if (!one.accepts(classes.shape())) {
            throw new ShapeException(
                    "sparseCategoricalCrossentropy cannot compare these",
                    "a target of shape %s or %s".formatted(output.shape().without(counted), one),
                    "target %s, output %s".formatted(target.shape(), output.shape()),
                    "give one class number for each row of the output");
        }
        T logarithms = logSoftmax(fromLogits ? output : log(clip(output, FUZZ, 1 - FUZZ)), counted);
        return negative(squeeze(takeAlongAxis(logarithms, classes, counted), counted));
    }

    private static <T extends Operand<T>> void sameShape(String op, T target, T output) {
        if (!output.shape().accepts(target.shape())) {
            throw new ShapeException(
                    op + " cannot compare these",
                    "target and output of one shape",
                    "target %s, output %s".formatted(target.shape(), output.shape()),
                    "reshape the target, or turn class numbers into oneHot first");
        }
    }
}
