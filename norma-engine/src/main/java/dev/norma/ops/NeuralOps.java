package dev.norma.ops;

import dev.norma.graph.Moments;
import dev.norma.graph.Weighting;
import dev.norma.tensor.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Activations, softmax, moments, normalization and random numbers. */
abstract sealed class NeuralOps extends LinearOps permits Ops {
    /** Mean, biased variance and divisor over some axes, which stay with size 1; the weights, if any, select elements. */
    static <T extends Operand<T>> List<T> momentsOf(T x, List<Integer> axes, @Nullable T weights, Weighting weighting) {
        List<T> operands = weights == null ? List.of(x) : List.of(x, weights);
        return Emit.all(
                operands,
                values -> new Moments(values.getFirst(), axes, weights == null ? null : values.get(1), weighting));
    }
}
