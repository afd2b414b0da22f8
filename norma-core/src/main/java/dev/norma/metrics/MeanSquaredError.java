package dev.norma.metrics;

/** The mean of squared differences. */
public final class MeanSquaredError extends LossMetric<dev.norma.losses.MeanSquaredError> {
    /** With the defaults. */
    public MeanSquaredError() {
        super(new dev.norma.losses.MeanSquaredError());
    }
}
