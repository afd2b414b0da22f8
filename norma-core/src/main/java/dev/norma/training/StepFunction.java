package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.layers.Context;

/** Draws the loss of a batch: what a {@link TrainStep} minimizes. */
@FunctionalInterface
public interface StepFunction {
    /**
     * The loss, a scalar.
     *
     * @param x the features
     * @param y the labels
     * @param context to call layers with: {@code layer.apply(x, context)}
     */
    Value loss(Value x, Value y, Context context);
}
