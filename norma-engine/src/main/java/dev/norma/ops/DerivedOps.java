package dev.norma.ops;

import dev.norma.tensor.Operand;

/** More functions of one or two numbers, applied to each element or pair: other names, and formulas of the functions above. */
abstract sealed class DerivedOps extends IntegerOps permits ReductionOps {
    private static final double LOG_2 = Math.log(2);

    /** The magnitude. */
    public static <T extends Operand<T>> T absolute(T x) {
        return abs(x);
    }

    /** The magnitude. */
    public static <T extends Operand<T>> T fabs(T x) {
        return abs(x);
    }

    /** {@code a / b}; floats only. */
    public static <T extends Operand<T>> T trueDivide(T a, T b) {
        return divide(a, b);
    }

    /** What is left of a divided by b, with the sign of a; {@link #mod} gives it that of b. */
    public static <T extends Operand<T>> T fmod(T a, T b) {
        return multiply(sign(a), mod(abs(a), abs(b)));
    }

    /** The larger one; where one is not a number the other. */
    public static <T extends Operand<T>> T fmax(T a, T b) {
        return where(isnan(a), b, where(isnan(b), a, maximum(a, b)));
    }

    /** The smaller one; where one is not a number the other. */
    public static <T extends Operand<T>> T fmin(T a, T b) {
        return where(isnan(a), b, where(isnan(b), a, minimum(a, b)));
    }

    /** The longest side of a right triangle, {@code sqrt(a^2 + b^2)}, without overflow; floats only. */
    public static <T extends Operand<T>> T hypot(T a, T b) {
        T across = abs(a);
        T up = abs(b);
        T wider = greaterEqual(across, up);
        T large = where(wider, across, up);
        T share = divide(where(wider, up, across), where(equal(large, 0), 1, large));
        T length = multiply(large, sqrt(add(square(share), 1)));
        return where(logicalOr(isinf(a), isinf(b)), Double.POSITIVE_INFINITY, length);
    }

    /** 0 below 0, 1 above it, and {@code middle} there. */
    public static <T extends Operand<T>> T heaviside(T x, T middle) {
        T step = add(multiply(sign(x), 0.5), 0.5);
        return where(equal(x, 0), middle, step);
    }

    /** {@code log2(2^a + 2^b)}, without overflow. */
    public static <T extends Operand<T>> T logaddexp2(T a, T b) {
        return divide(logaddexp(multiply(a, LOG_2), multiply(b, LOG_2)), LOG_2);
    }

    /** {@code x * 2^exponent}. */
    public static <T extends Operand<T>> T ldexp(T x, T exponent) {
        return multiply(x, exp2(cast(exponent, x.dtype())));
    }

    /** Whether the sign is a minus, also that of -0. */
    public static <T extends Operand<T>> T signbit(T x) {
        return x.dtype().isFloat() ? logicalOr(less(x, 0), less(reciprocal(x), 0)) : less(x, 0);
    }

    /** The magnitude of one with the sign of the other, also that of -0. */
    public static <T extends Operand<T>> T copysign(T magnitude, T sign) {
        T plain = abs(magnitude);
        return where(signbit(sign), negative(plain), plain);
    }

    /** {@code sin(pi x) / (pi x)}, and 1 at 0. */
    public static <T extends Operand<T>> T sinc(T x) {
        T none = equal(x, 0);
        T angle = multiply(where(none, 1, x), Math.PI);
        return where(none, 1, divide(sin(angle), angle));
    }
}
