package dev.norma.ops;

import dev.norma.graph.MatMul;
import dev.norma.tensor.Operand;

/** Contractions and windows: matrix products, convolutions, pooling. */
abstract sealed class LinearOps extends IndexOps permits NeuralOps {
    /**
     * Matrix product over the last two axes; axes in front of them broadcast.
     *
     * <pre>
     *   [*, m, k] x [*, k, n] -> [*, m, n]
     * </pre>
     */
    public static <T extends Operand<T>> T matMul(T lhs, T rhs) {
        return Emit.one(lhs, rhs, (a, b) -> new MatMul(a, b, false, false));
    }
}
