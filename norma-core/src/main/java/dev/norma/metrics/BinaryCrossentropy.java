package dev.norma.metrics;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.losses.Loss;

/** The mean binary cross-entropy. */
public final class BinaryCrossentropy extends LossMetric {
    private final Option<Boolean> fromLogits = options().option("fromLogits", false);
    private final Option<Double> labelSmoothing = options().option("labelSmoothing", 0.0, Check.between(0, 1));

    /** Whether predictions are still to go through a sigmoid: no unless set. */
    public BinaryCrossentropy fromLogits(boolean logits) {
        options().set(fromLogits, logits);
        return this;
    }

    /** How far labels are moved towards one half: 0 unless set. */
    public BinaryCrossentropy labelSmoothing(double part) {
        options().set(labelSmoothing, part);
        return this;
    }

    @Override
    Loss loss() {
        return new dev.norma.losses.BinaryCrossentropy()
                .fromLogits(fromLogits.get())
                .labelSmoothing(labelSmoothing.get());
    }
}
