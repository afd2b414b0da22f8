package dev.norma.metrics;

import dev.norma.config.Option;
import dev.norma.losses.Loss;

/** The mean cross-entropy; labels are class numbers. */
public final class SparseCategoricalCrossentropy extends LossMetric {
    private final Option<Boolean> fromLogits = options().option("fromLogits", false);
    private final Option<Integer> axis = options().option("axis", -1);

    /** Whether predictions are still to go through a softmax: no unless set. */
    public SparseCategoricalCrossentropy fromLogits(boolean logits) {
        options().set(fromLogits, logits);
        return this;
    }

    /** The axis of the classes: the last unless set. */
    public SparseCategoricalCrossentropy axis(int classes) {
        options().set(axis, classes);
        return this;
    }

    @Override
    Loss loss() {
        return new dev.norma.losses.SparseCategoricalCrossentropy()
                .fromLogits(fromLogits.get())
                .axis(axis.get());
    }
}
