package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.layers.Context;

/** Draws the loss of a batch with several inputs, several labels or sample weights. */
@FunctionalInterface
public interface BatchFunction {
    /**
     * The loss, a scalar.
     *
     * @param batch everything that the batch holds
     * @param context to call layers with: {@code layer.apply(x, context)}
     */
    Value loss(BatchValues batch, Context context);
}
