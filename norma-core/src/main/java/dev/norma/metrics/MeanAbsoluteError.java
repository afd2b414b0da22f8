package dev.norma.metrics;

/** The mean of absolute differences. */
public final class MeanAbsoluteError extends LossMetric<dev.norma.losses.MeanAbsoluteError> {
    /** With the defaults. */
    public MeanAbsoluteError() {
        super(new dev.norma.losses.MeanAbsoluteError());
    }
}
