package dev.norma.training;

import dev.norma.layers.Layer;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;

/** Refuses class numbers that name no class before a step is run on them. */
final class LabelCheck {
    private LabelCheck() {}

    /** Checks the labels of an output whose loss takes class numbers; others pass. */
    static void check(Layer network, Scored output, Tensor labels) {
        TensorType prediction = output.prediction();
        if (!(output.loss() instanceof SparseCategoricalCrossentropy loss)
                || prediction.rank() == 0
                || !prediction.shape().isKnown(-1)) {
            return;
        }
        Integer ignored = loss.ignoreClass();
        long classes = prediction.shape().dim(-1);
        for (long i = 0; i < labels.size(); i++) {
            double label = labels.getFlat(i);
            if ((label < 0 || label >= classes) && (ignored == null || label != ignored)) {
                throw new Complaint(
                                "%s cannot learn this label".formatted(network),
                                "class numbers from 0 to %d: the output has %d classes".formatted(classes - 1, classes),
                                "%s in row %d".formatted(number(label), row(labels, i)),
                                "number the classes from 0, or give the last layer more units")
                        .asArgument();
            }
        }
    }

    private static String number(double label) {
        return label == Math.rint(label) ? Long.toString((long) label) : Double.toString(label);
    }

    private static long row(Tensor labels, long i) {
        Shape shape = labels.shape();
        return shape.rank() == 0 ? 0 : i / Math.max(1, labels.size() / shape.dim(0));
    }
}
