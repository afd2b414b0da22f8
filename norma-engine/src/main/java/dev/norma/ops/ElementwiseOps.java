package dev.norma.ops;

import dev.norma.graph.Binary;
import dev.norma.graph.Cast;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.graph.Unary;
import dev.norma.tensor.DType;
import dev.norma.tensor.Operand;

/** Functions applied to each element, or to each pair of elements. */
abstract sealed class ElementwiseOps permits ReductionOps {
    /** {@code a + b}. */
    public static <T extends Operand<T>> T add(T a, T b) {
        return binary(Operator.ADD, a, b);
    }

    /** {@code a + b}. */
    public static <T extends Operand<T>> T add(T a, double b) {
        return add(a, a.constant(b));
    }

    /** {@code a - b}. */
    public static <T extends Operand<T>> T subtract(T a, T b) {
        return binary(Operator.SUBTRACT, a, b);
    }

    /** {@code a - b}. */
    public static <T extends Operand<T>> T subtract(T a, double b) {
        return subtract(a, a.constant(b));
    }

    /** {@code a * b}. */
    public static <T extends Operand<T>> T multiply(T a, T b) {
        return binary(Operator.MULTIPLY, a, b);
    }

    /** {@code a * b}. */
    public static <T extends Operand<T>> T multiply(T a, double b) {
        return multiply(a, a.constant(b));
    }

    /** {@code a / b}; floats only. */
    public static <T extends Operand<T>> T divide(T a, T b) {
        return binary(Operator.DIVIDE, a, b);
    }

    /** {@code a / b}; floats only. */
    public static <T extends Operand<T>> T divide(T a, double b) {
        return divide(a, a.constant(b));
    }

    /** Square root. */
    public static <T extends Operand<T>> T sqrt(T x) {
        return unary(Elementwise.SQRT, x);
    }

    /** {@code max(x, 0)}. */
    public static <T extends Operand<T>> T relu(T x) {
        return unary(Elementwise.RELU, x);
    }

    /** The same numbers, a constant to gradients. */
    public static <T extends Operand<T>> T stopGradient(T x) {
        return unary(Elementwise.STOP_GRADIENT, x);
    }

    /** The same numbers in another element type. */
    public static <T extends Operand<T>> T cast(T x, DType dtype) {
        return x.dtype() == dtype ? x : Emit.one(x, value -> new Cast(value, dtype));
    }

    static <T extends Operand<T>> T unary(Elementwise function, T x) {
        return Emit.one(x, value -> new Unary(function, value));
    }

    static <T extends Operand<T>> T binary(Operator operator, T a, T b) {
        return Emit.one(a, b, (lhs, rhs) -> new Binary(operator, lhs, rhs));
    }
}
