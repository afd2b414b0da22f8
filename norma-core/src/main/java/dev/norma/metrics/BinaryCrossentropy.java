package dev.norma.metrics;

/** The mean binary cross-entropy. */
public final class BinaryCrossentropy extends LossMetric<dev.norma.losses.BinaryCrossentropy> {
    /** Of probabilities, without label smoothing. */
    public BinaryCrossentropy() {
        super(new dev.norma.losses.BinaryCrossentropy(), "fromLogits", "labelSmoothing");
    }

    /** Whether predictions are still to go through a sigmoid: no unless set. */
    public BinaryCrossentropy fromLogits(boolean logits) {
        loss().fromLogits(logits);
        return this;
    }

    /** How far labels are moved towards one half: 0 unless set. */
    public BinaryCrossentropy labelSmoothing(double part) {
        loss().labelSmoothing(part);
        return this;
    }
}
