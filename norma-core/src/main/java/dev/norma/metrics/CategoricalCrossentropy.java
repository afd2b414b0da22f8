package dev.norma.metrics;

/** The mean cross-entropy; labels are probabilities. */
public final class CategoricalCrossentropy extends LossMetric<dev.norma.losses.CategoricalCrossentropy> {
    /** Of probabilities along the last axis, without label smoothing. */
    public CategoricalCrossentropy() {
        super(new dev.norma.losses.CategoricalCrossentropy(), "fromLogits", "labelSmoothing", "axis");
    }

    /** Whether predictions are still to go through a softmax: no unless set. */
    public CategoricalCrossentropy fromLogits(boolean logits) {
        loss().fromLogits(logits);
        return this;
    }

    /** How far labels are moved towards the same for all classes: 0 unless set. */
    public CategoricalCrossentropy labelSmoothing(double part) {
        loss().labelSmoothing(part);
        return this;
    }

    /** The axis of the classes: the last unless set. */
    public CategoricalCrossentropy axis(int classes) {
        loss().axis(classes);
        return this;
    }
}
