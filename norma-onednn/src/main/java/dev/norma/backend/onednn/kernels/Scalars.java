package dev.norma.backend.onednn.kernels;

import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;

/** Functions of one number in double precision, for those that no vector instruction computes. */
public final class Scalars {
    private Scalars() {}

    /** Whether loops compute this function of floats. */
    public static boolean knows(Elementwise function) {
        return switch (function) {
            case ARCSINH, ARCCOSH, ARCTANH, ERFINV, ERF, LOG2, LOGICAL_NOT -> false;
            default -> true;
        };
    }

    /** Whether loops compute this function of two floats. */
    public static boolean knows(Operator operator) {
        return switch (operator) {
            case FLOOR_DIVIDE, MOD, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> false;
            case BITWISE_AND, BITWISE_OR, BITWISE_XOR, LEFT_SHIFT, RIGHT_SHIFT, GCD -> false;
            default -> true;
        };
    }

    static double unary(Elementwise function, double x) {
        return switch (function) {
            case IDENTITY, STOP_GRADIENT -> x;
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case RECIPROCAL -> 1 / x;
            case SQUARE -> x * x;
            case SQRT -> Math.sqrt(x);
            case RSQRT -> 1 / Math.sqrt(x);
            case EXP -> Math.exp(x);
            case EXPM1 -> Math.expm1(x);
            case LOG -> Math.log(x);
            case LOG1P -> Math.log1p(x);
            case LOG10 -> Math.log10(x);
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TAN -> Math.tan(x);
            case ARCSIN -> Math.asin(x);
            case ARCCOS -> Math.acos(x);
            case ARCTAN -> Math.atan(x);
            case SINH -> Math.sinh(x);
            case COSH -> Math.cosh(x);
            case TANH -> Math.tanh(x);
            case SIGMOID -> sigmoid(x);
            case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case RELU -> Math.max(x, 0);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
            case TRUNC -> x < 0 ? Math.ceil(x) : Math.floor(x);
            default -> throw new IllegalArgumentException(function.toString());
        };
    }

    static double binary(Operator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case POWER -> power(a, b);
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case ARCTAN2 -> Math.atan2(a, b);
            default -> throw new IllegalArgumentException(operator.toString());
        };
    }

    /** Computed from exp of a number below 0, which cannot overflow. */
    private static double sigmoid(double x) {
        double small = Math.exp(-Math.abs(x));
        return x < 0 ? small / (1 + small) : 1 / (1 + small);
    }

    /** As IEEE 754 has it, unlike Java: 1 to any power is 1, and so is -1 to an infinite one. */
    private static double power(double a, double b) {
        return a == 1 || (a == -1 && Double.isInfinite(b)) ? 1 : Math.pow(a, b);
    }
}
