package dev.norma.metrics;

import dev.norma.losses.Loss;

/** The mean of absolute differences. */
public final class MeanAbsoluteError extends LossMetric {
    @Override
    Loss loss() {
        return new dev.norma.losses.MeanAbsoluteError();
    }
}
