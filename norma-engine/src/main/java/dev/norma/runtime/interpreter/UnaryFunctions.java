package dev.norma.runtime.interpreter;

import dev.norma.graph.Elementwise;

/** Functions of one number, to the accuracy of doubles. */
final class UnaryFunctions {
    private static final double LN2 = Math.log(2);

    private UnaryFunctions() {}

    static double of(Elementwise function, double x) {
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
            case LOG2 -> log2(x);
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
            case ARCSINH -> arcsinh(x);
            case ARCCOSH -> arccosh(x);
            case ARCTANH -> Math.copySign(Math.log1p(2 * Math.abs(x) / (1 - Math.abs(x))) / 2, x);
            case SIGMOID -> sigmoid(x);
            case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case RELU -> Math.max(x, 0);
            case ERF -> ErrorFunction.erf(x);
            case ERFINV -> ErrorFunction.erfinv(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
            case TRUNC -> x < 0 ? Math.ceil(x) : Math.floor(x);
            case LOGICAL_NOT -> x == 0 ? 1 : 0;
            case ISNAN -> Double.isNaN(x) ? 1 : 0;
            case ISINF -> Double.isInfinite(x) ? 1 : 0;
            case ISFINITE -> Double.isFinite(x) ? 1 : 0;
        };
    }

    /** Exact for powers of two. */
    private static double log2(double x) {
        double log = Math.log(x) / LN2;
        double whole = Math.rint(log);
        return Math.scalb(1.0, (int) whole) == x ? whole : log;
    }

    private static double arcsinh(double x) {
        double size = Math.abs(x);
        double result =
                size > 1e9 ? Math.log(size) + LN2 : Math.log1p(size + size * size / (1 + Math.sqrt(1 + size * size)));
        return Math.copySign(result, x);
    }

    private static double arccosh(double x) {
        double above = x - 1;
        return x > 1e9 ? Math.log(x) + LN2 : Math.log1p(above + Math.sqrt(2 * above + above * above));
    }

    /** Computed from exp of a number below 0, which cannot overflow. */
    private static double sigmoid(double x) {
        double small = Math.exp(-Math.abs(x));
        return x < 0 ? small / (1 + small) : 1 / (1 + small);
    }
}
