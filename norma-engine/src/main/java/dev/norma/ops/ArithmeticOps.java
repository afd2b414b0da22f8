package dev.norma.ops;

import dev.norma.graph.Operator;
import dev.norma.tensor.Operand;

/**
 * Functions of two numbers, applied to each pair of elements. Shapes broadcast as in NumPy; element types are equal. A
 * number stands for an operand of the other's element type.
 */
abstract sealed class ArithmeticOps extends ElementwiseOps permits ComparisonOps {
    /** {@code a + b}. */
    public static <T extends Operand<T>> T add(T a, T b) {
        return binary(Operator.ADD, a, b);
    }

    /** {@code a + b}. */
    public static <T extends Operand<T>> T add(T a, double b) {
        return add(a, number(a, b));
    }

    /** {@code a - b}. */
    public static <T extends Operand<T>> T subtract(T a, T b) {
        return binary(Operator.SUBTRACT, a, b);
    }

    /** {@code a - b}. */
    public static <T extends Operand<T>> T subtract(T a, double b) {
        return subtract(a, number(a, b));
    }

    /** {@code a - b}. */
    public static <T extends Operand<T>> T subtract(double a, T b) {
        return subtract(number(b, a), b);
    }

    /** {@code a * b}. */
    public static <T extends Operand<T>> T multiply(T a, T b) {
        return binary(Operator.MULTIPLY, a, b);
    }

    /** {@code a * b}. */
    public static <T extends Operand<T>> T multiply(T a, double b) {
        return multiply(a, number(a, b));
    }

    /** {@code a / b}; floats only. */
    public static <T extends Operand<T>> T divide(T a, T b) {
        return binary(Operator.DIVIDE, a, b);
    }

    /** {@code a / b}; floats only. */
    public static <T extends Operand<T>> T divide(T a, double b) {
        return divide(a, number(a, b));
    }

    /** {@code a / b}; floats only. */
    public static <T extends Operand<T>> T divide(double a, T b) {
        return divide(number(b, a), b);
    }

    /** The integer at or below {@code a / b}, in the operands' type. */
    public static <T extends Operand<T>> T floorDivide(T a, T b) {
        return binary(Operator.FLOOR_DIVIDE, a, b);
    }

    /** The integer at or below {@code a / b}, in the operand's type. */
    public static <T extends Operand<T>> T floorDivide(T a, double b) {
        return floorDivide(a, number(a, b));
    }

    /** What is left of a divided by b, with the sign of b. */
    public static <T extends Operand<T>> T mod(T a, T b) {
        return binary(Operator.MOD, a, b);
    }

    /** What is left of a divided by b, with the sign of b. */
    public static <T extends Operand<T>> T mod(T a, double b) {
        return mod(a, number(a, b));
    }

    /** a to the power of b. */
    public static <T extends Operand<T>> T power(T a, T b) {
        return binary(Operator.POWER, a, b);
    }

    /** a to the power of b. */
    public static <T extends Operand<T>> T power(T a, double b) {
        return power(a, number(a, b));
    }

    /** a to the power of b. */
    public static <T extends Operand<T>> T power(double a, T b) {
        return power(number(b, a), b);
    }

    /** The larger one; not a number if one is. */
    public static <T extends Operand<T>> T maximum(T a, T b) {
        return binary(Operator.MAXIMUM, a, b);
    }

    /** The larger one; not a number if one is. */
    public static <T extends Operand<T>> T maximum(T a, double b) {
        return maximum(a, number(a, b));
    }

    /** The smaller one; not a number if one is. */
    public static <T extends Operand<T>> T minimum(T a, T b) {
        return binary(Operator.MINIMUM, a, b);
    }

    /** The smaller one; not a number if one is. */
    public static <T extends Operand<T>> T minimum(T a, double b) {
        return minimum(a, number(a, b));
    }

    /** The angle, in radians, between the positive first axis and the point {@code (b, a)}; floats only. */
    public static <T extends Operand<T>> T arctan2(T a, T b) {
        return binary(Operator.ARCTAN2, a, b);
    }

    /** x, but at least {@code min} and at most {@code max}. */
    public static <T extends Operand<T>> T clip(T x, T min, T max) {
        return minimum(maximum(x, min), max);
    }

    /** x, but at least {@code min} and at most {@code max}. */
    public static <T extends Operand<T>> T clip(T x, double min, double max) {
        return clip(x, number(x, min), number(x, max));
    }

    /** 2 to the power of x. */
    public static <T extends Operand<T>> T exp2(T x) {
        return power(2, x);
    }

    /** The number whose third power is x. */
    public static <T extends Operand<T>> T cbrt(T x) {
        return multiply(sign(x), power(abs(x), 1 / 3.0));
    }

    /** 1 minus the error function. */
    public static <T extends Operand<T>> T erfc(T x) {
        return subtract(1, erf(x));
    }

    /** Degrees as radians. */
    public static <T extends Operand<T>> T deg2rad(T x) {
        return multiply(x, Math.PI / 180);
    }

    /** Radians as degrees. */
    public static <T extends Operand<T>> T rad2deg(T x) {
        return multiply(x, 180 / Math.PI);
    }

    /** Rounded to so many decimal places, ties to even; negative counts places before the point. */
    public static <T extends Operand<T>> T round(T x, int decimals) {
        double factor = Math.pow(10, Math.abs(decimals));
        return decimals < 0 ? multiply(round(divide(x, factor)), factor) : divide(round(multiply(x, factor)), factor);
    }
}
