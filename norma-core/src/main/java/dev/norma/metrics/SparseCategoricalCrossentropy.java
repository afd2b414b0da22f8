package dev.norma.metrics;

/** The mean cross-entropy; labels are class numbers. */
public final class SparseCategoricalCrossentropy extends LossMetric<dev.norma.losses.SparseCategoricalCrossentropy> {
    /** Of probabilities along the last axis. */
    public SparseCategoricalCrossentropy() {
        super(new dev.norma.losses.SparseCategoricalCrossentropy(), "fromLogits", "ignoreClass", "axis");
    }

    /** Whether predictions are still to go through a softmax: no unless set. */
    public SparseCategoricalCrossentropy fromLogits(boolean logits) {
        loss().fromLogits(logits);
        return this;
    }

    /** A label that does not count; none unless set. */
    public SparseCategoricalCrossentropy ignoreClass(int label) {
        loss().ignoreClass(label);
        return this;
    }

    /** The axis of the classes: the last unless set. */
    public SparseCategoricalCrossentropy axis(int classes) {
        loss().axis(classes);
        return this;
    }
}
