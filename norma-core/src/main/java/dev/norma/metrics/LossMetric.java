package dev.norma.metrics;

import dev.norma.graph.Value;
import dev.norma.losses.Loss;

/** The mean of a loss over examples. */
abstract sealed class LossMetric extends Mean
        permits MeanSquaredError,
                MeanAbsoluteError,
                BinaryCrossentropy,
                CategoricalCrossentropy,
                SparseCategoricalCrossentropy {
    /** The loss as its options say now. */
    abstract Loss loss();

    @Override
    protected Value values(Value yTrue, Value yPred) {
        return loss().perExample(yTrue, yPred);
    }
}
