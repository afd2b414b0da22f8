package dev.norma.metrics;

import dev.norma.losses.Loss;

/** The mean of squared differences. */
public final class MeanSquaredError extends LossMetric {
    @Override
    Loss loss() {
        return new dev.norma.losses.MeanSquaredError();
    }
}
