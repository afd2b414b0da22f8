package dev.norma.ops;

import dev.norma.graph.Binary;
import dev.norma.graph.Cast;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.graph.Unary;
import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Operand;

/** Functions of one number, applied to each element. Unless said otherwise they take floats. */
abstract sealed class ElementwiseOps permits ArithmeticOps {
    /** The same numbers; a value of its own to hang something on. Any element type. */
    public static <T extends Operand<T>> T identity(T x) {
        return unary(Elementwise.IDENTITY, x);
    }

    /** The same numbers, a constant to gradients. Any element type. */
    public static <T extends Operand<T>> T stopGradient(T x) {
        return unary(Elementwise.STOP_GRADIENT, x);
    }

    /** The same numbers in another element type, converted as {@link DType#round} says. */
    public static <T extends Operand<T>> T cast(T x, DType dtype) {
        return x.dtype() == dtype ? x : Emit.one(x, value -> new Cast(value, dtype));
    }

    /** {@code -x}; integers too. */
    public static <T extends Operand<T>> T negative(T x) {
        return unary(Elementwise.NEGATE, x);
    }

    /** The magnitude of x; integers too. */
    public static <T extends Operand<T>> T abs(T x) {
        return unary(Elementwise.ABS, x);
    }

    /** -1, 0 or 1 as x is below, equal to or above 0; integers too. */
    public static <T extends Operand<T>> T sign(T x) {
        return unary(Elementwise.SIGN, x);
    }

    /** {@code 1 / x}. */
    public static <T extends Operand<T>> T reciprocal(T x) {
        return unary(Elementwise.RECIPROCAL, x);
    }

    /** {@code x * x}; integers too. */
    public static <T extends Operand<T>> T square(T x) {
        return unary(Elementwise.SQUARE, x);
    }

    /** Square root. */
    public static <T extends Operand<T>> T sqrt(T x) {
        return unary(Elementwise.SQRT, x);
    }

    /** 1 divided by the square root. */
    public static <T extends Operand<T>> T rsqrt(T x) {
        return unary(Elementwise.RSQRT, x);
    }

    /** e to the power of x. */
    public static <T extends Operand<T>> T exp(T x) {
        return unary(Elementwise.EXP, x);
    }

    /** {@code exp(x) - 1}, exact near 0. */
    public static <T extends Operand<T>> T expm1(T x) {
        return unary(Elementwise.EXPM1, x);
    }

    /** Natural logarithm. */
    public static <T extends Operand<T>> T log(T x) {
        return unary(Elementwise.LOG, x);
    }

    /** {@code log(1 + x)}, exact near 0. */
    public static <T extends Operand<T>> T log1p(T x) {
        return unary(Elementwise.LOG1P, x);
    }

    /** Logarithm to base 2. */
    public static <T extends Operand<T>> T log2(T x) {
        return unary(Elementwise.LOG2, x);
    }

    /** Logarithm to base 10. */
    public static <T extends Operand<T>> T log10(T x) {
        return unary(Elementwise.LOG10, x);
    }

    /** Sine of x in radians. */
    public static <T extends Operand<T>> T sin(T x) {
        return unary(Elementwise.SIN, x);
    }

    /** Cosine of x in radians. */
    public static <T extends Operand<T>> T cos(T x) {
        return unary(Elementwise.COS, x);
    }

    /** Tangent of x in radians. */
    public static <T extends Operand<T>> T tan(T x) {
        return unary(Elementwise.TAN, x);
    }

    /** The angle, in radians, whose sine is x. */
    public static <T extends Operand<T>> T arcsin(T x) {
        return unary(Elementwise.ARCSIN, x);
    }

    /** The angle, in radians, whose cosine is x. */
    public static <T extends Operand<T>> T arccos(T x) {
        return unary(Elementwise.ARCCOS, x);
    }

    /** The angle, in radians, whose tangent is x. */
    public static <T extends Operand<T>> T arctan(T x) {
        return unary(Elementwise.ARCTAN, x);
    }

    /** Hyperbolic sine. */
    public static <T extends Operand<T>> T sinh(T x) {
        return unary(Elementwise.SINH, x);
    }

    /** Hyperbolic cosine. */
    public static <T extends Operand<T>> T cosh(T x) {
        return unary(Elementwise.COSH, x);
    }

    /** Hyperbolic tangent. */
    public static <T extends Operand<T>> T tanh(T x) {
        return unary(Elementwise.TANH, x);
    }

    /** Inverse hyperbolic sine. */
    public static <T extends Operand<T>> T arcsinh(T x) {
        return unary(Elementwise.ARCSINH, x);
    }

    /** Inverse hyperbolic cosine. */
    public static <T extends Operand<T>> T arccosh(T x) {
        return unary(Elementwise.ARCCOSH, x);
    }

    /** Inverse hyperbolic tangent. */
    public static <T extends Operand<T>> T arctanh(T x) {
        return unary(Elementwise.ARCTANH, x);
    }

    /** {@code 1 / (1 + exp(-x))}. */
    public static <T extends Operand<T>> T sigmoid(T x) {
        return unary(Elementwise.SIGMOID, x);
    }

    /** {@code log(1 + exp(x))}, without overflow. */
    public static <T extends Operand<T>> T softplus(T x) {
        return unary(Elementwise.SOFTPLUS, x);
    }

    /** {@code max(x, 0)}; integers too. */
    public static <T extends Operand<T>> T relu(T x) {
        return unary(Elementwise.RELU, x);
    }

    /** Gauss' error function. */
    public static <T extends Operand<T>> T erf(T x) {
        return unary(Elementwise.ERF, x);
    }

    /** The number whose error function is x. */
    public static <T extends Operand<T>> T erfinv(T x) {
        return unary(Elementwise.ERFINV, x);
    }

    /** The next integer at or below x. */
    public static <T extends Operand<T>> T floor(T x) {
        return unary(Elementwise.FLOOR, x);
    }

    /** The next integer at or above x. */
    public static <T extends Operand<T>> T ceil(T x) {
        return unary(Elementwise.CEIL, x);
    }

    /** The nearest integer, ties to even. */
    public static <T extends Operand<T>> T round(T x) {
        return unary(Elementwise.ROUND, x);
    }

    /** x without its fraction. */
    public static <T extends Operand<T>> T trunc(T x) {
        return unary(Elementwise.TRUNC, x);
    }

    /** Whether each element is not a number; the result is boolean. */
    public static <T extends Operand<T>> T isnan(T x) {
        return unary(Elementwise.ISNAN, x);
    }

    /** Whether each element is infinite; the result is boolean. */
    public static <T extends Operand<T>> T isinf(T x) {
        return unary(Elementwise.ISINF, x);
    }

    /** Whether each element is neither infinite nor not a number; the result is boolean. */
    public static <T extends Operand<T>> T isfinite(T x) {
        return unary(Elementwise.ISFINITE, x);
    }

    static <T extends Operand<T>> T unary(Elementwise function, T x) {
        return Emit.one(x, value -> new Unary(function, value));
    }

    static <T extends Operand<T>> T binary(Operator operator, T a, T b) {
        return Emit.one(a, b, (lhs, rhs) -> new Binary(operator, lhs, rhs));
    }

    /** A number as an operand beside x: refused where x's element type would silently change it. */
    static <T extends Operand<T>> T number(T x, double value) {
        if (!x.dtype().isFloat() && x.dtype().round(value) != value) {
            throw new DTypeException(
                    "this number is not one of %s".formatted(x.dtype()),
                    "a number that " + x.dtype() + " holds",
                    Double.toString(value) + " beside " + x.type(),
                    "cast the operand first: ops.cast(x, DType.FLOAT32)");
        }
        return x.constant(value);
    }
}
