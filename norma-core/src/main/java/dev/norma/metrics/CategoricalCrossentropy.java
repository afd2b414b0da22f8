package dev.norma.metrics;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.losses.Loss;

/** The mean cross-entropy; labels are probabilities. */
public final class CategoricalCrossentropy extends LossMetric {
    private final Option<Boolean> fromLogits = options().option("fromLogits", false);
    private final Option<Double> labelSmoothing = options().option("labelSmoothing", 0.0, Check.between(0, 1));
    private final Option<Integer> axis = options().option("axis", -1);

    /** Whether predictions are still to go through a softmax: no unless set. */
    public CategoricalCrossentropy fromLogits(boolean logits) {
        options().set(fromLogits, logits);
        return this;
    }

    /** How far labels are moved towards the same for all classes: 0 unless set. */
    public CategoricalCrossentropy labelSmoothing(double part) {
        options().set(labelSmoothing, part);
        return this;
    }

    /** The axis of the classes: the last unless set. */
    public CategoricalCrossentropy axis(int classes) {
        options().set(axis, classes);
        return this;
    }

    @Override
    Loss loss() {
        return new dev.norma.losses.CategoricalCrossentropy()
                .fromLogits(fromLogits.get())
                .labelSmoothing(labelSmoothing.get())
                .axis(axis.get());
    }
}
