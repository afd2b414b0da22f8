package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.Tensor;

/**
 * Scales and shifts what a legacy batch normalization has normalized, in training only and before gamma and beta:
 *
 * <pre>
 *   y = gamma * (xHat * scale + bias) + beta
 * </pre>
 *
 * The statistics stay those of the input. Drawn once for each training call; numbers that change from step to step come
 * from {@link Context#scalar} or {@link Context#randomKey}. A configuration cannot hold one.
 */
@FunctionalInterface
public interface Adjustment {
    /**
     * Draws scale and bias.
     *
     * @param x the input, for its shape
     */
    Adjusted adjust(Value x, Context context);

    /** The same numbers at every step. */
    static Adjustment of(Tensor scale, Tensor bias) {
        return (x, context) -> new Adjusted(Ops.constant(scale), Ops.constant(bias));
    }

    /**
     * Scale and bias, of shapes that broadcast against the input's.
     *
     * @param scale a factor
     * @param bias a shift
     */
    record Adjusted(Value scale, Value bias) {}
}
