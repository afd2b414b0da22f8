package dev.norma.ops;

import dev.norma.graph.MatMul;
import dev.norma.tensor.Operand;
import dev.norma.tensor.Shape;

/** Products of vectors, matrices and what lies above them. */
abstract sealed class LinearOps extends CreationOps permits WindowOps {
    /**
     * Matrix product over the last two axes; axes in front of them broadcast. A vector counts as a row on the left and
     * as a column on the right, and its axis is missing in the result.
     *
     * <pre>
     *   [*, m, k] x [*, k, n] -> [*, m, n]
     *         [k] x [*, k, n] -> [*, n]
     *   [*, m, k] x [k]       -> [*, m]
     * </pre>
     */
    public static <T extends Operand<T>> T matMul(T lhs, T rhs) {
        boolean row = lhs.shape().rank() == 1;
        boolean column = rhs.shape().rank() == 1;
        T product = matMul(row ? expandDims(lhs, 0) : lhs, column ? expandDims(rhs, 1) : rhs, false, false);
        T rest = row ? squeeze(product, -2) : product;
        return column ? squeeze(rest, -1) : rest;
    }

    /** {@link #matMul(Operand, Operand)} by the name that NumPy and Keras give it. */
    public static <T extends Operand<T>> T matmul(T lhs, T rhs) {
        return matMul(lhs, rhs);
    }

    /** Matrix product of operands of rank 2 or more, each of which may be given with its last two axes swapped. */
    public static <T extends Operand<T>> T matMul(T lhs, T rhs, boolean transposeLhs, boolean transposeRhs) {
        return Emit.one(lhs, rhs, (a, b) -> new MatMul(a, b, transposeLhs, transposeRhs));
    }

    /**
     * Sum of products over the last axis of a and the second to last of b (the only one of a vector); with a scalar, the
     * product.
     *
     * <pre>
     *   [before..., k] . [others..., k, n] -> [before..., others..., n]
     * </pre>
     */
    public static <T extends Operand<T>> T dot(T a, T b) {
        if (a.shape().rank() == 0 || b.shape().rank() == 0) {
            return multiply(a, b);
        }
        if (b.shape().rank() <= 2) {
            return matMul(a, b);
        }
        T first = moveaxis(b, -2, 0);
        Shape rest = first.shape().slice(1, first.shape().rank());
        T product = matMul(a, reshape(first, Shape.of(first.shape().dim(0), -1)));
        return reshape(product, a.shape().slice(0, a.shape().rank() - 1).concat(rest));
    }

    /** Each element of a times each of b: {@code [m], [n] -> [m, n]}; operands of other ranks count as one row. */
    public static <T extends Operand<T>> T outer(T a, T b) {
        return multiply(expandDims(ravel(a), 1), expandDims(ravel(b), 0));
    }
}
