package dev.norma.graph;

/** Functions of one number, applied to each element. */
public enum Elementwise {
    /** The number itself; a place to hang something on. */
    IDENTITY,
    /** The number itself, a constant to gradients. */
    STOP_GRADIENT,
    /** Sign changed. */
    NEGATE,
    /** Magnitude. */
    ABS,
    /** -1, 0 or 1. */
    SIGN,
    /** 1 / x. */
    RECIPROCAL,
    /** x * x. */
    SQUARE,
    /** Square root. */
    SQRT,
    /** 1 / square root. */
    RSQRT,
    /** e to the power of x. */
    EXP,
    /** exp(x) - 1, exact near 0. */
    EXPM1,
    /** Natural logarithm. */
    LOG,
    /** log(1 + x), exact near 0. */
    LOG1P,
    /** Logarithm to base 2. */
    LOG2,
    /** Logarithm to base 10. */
    LOG10,
    /** Sine, radians. */
    SIN,
    /** Cosine, radians. */
    COS,
    /** Tangent, radians. */
    TAN,
    /** Inverse sine. */
    ARCSIN,
    /** Inverse cosine. */
    ARCCOS,
    /** Inverse tangent. */
    ARCTAN,
    /** Hyperbolic sine. */
    SINH,
    /** Hyperbolic cosine. */
    COSH,
    /** Hyperbolic tangent. */
    TANH,
    /** Inverse hyperbolic sine. */
    ARCSINH,
    /** Inverse hyperbolic cosine. */
    ARCCOSH,
    /** Inverse hyperbolic tangent. */
    ARCTANH,
    /** 1 / (1 + exp(-x)). */
    SIGMOID,
    /** log(1 + exp(x)). */
    SOFTPLUS,
    /** max(x, 0). */
    RELU,
    /** Gauss' error function. */
    ERF,
    /** Inverse of the error function. */
    ERFINV,
    /** The next integer below. */
    FLOOR,
    /** The next integer above. */
    CEIL,
    /** The nearest integer, ties to even. */
    ROUND,
    /** The integer part. */
    TRUNC,
    /** True where x is false; booleans only. */
    LOGICAL_NOT,
    /** Whether x is not a number; the result is boolean. */
    ISNAN,
    /** Whether x is infinite; the result is boolean. */
    ISINF,
    /** Whether x is neither infinite nor not a number; the result is boolean. */
    ISFINITE;

    /** Whether the result is boolean whatever the operand. */
    public boolean isTest() {
        return this == ISNAN || this == ISINF || this == ISFINITE || this == LOGICAL_NOT;
    }

    /** Whether it makes sense of integers too. */
    public boolean takesIntegers() {
        return switch (this) {
            case IDENTITY,
                    STOP_GRADIENT,
                    NEGATE,
                    ABS,
                    SIGN,
                    SQUARE,
                    RELU,
                    FLOOR,
                    CEIL,
                    ROUND,
                    TRUNC,
                    ISNAN,
                    ISINF,
                    ISFINITE -> true;
            default -> false;
        };
    }
}
