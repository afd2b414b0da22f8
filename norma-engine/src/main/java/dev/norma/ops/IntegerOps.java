package dev.norma.ops;

import dev.norma.graph.Operator;
import dev.norma.tensor.Operand;

/** Functions of whole numbers: of their bits, in two's complement, and of their divisors. Int32 only; nothing is passed back. */
abstract sealed class IntegerOps extends ComparisonOps permits DerivedOps {
    /** The bits that both have. */
    public static <T extends Operand<T>> T bitwiseAnd(T a, T b) {
        return binary(Operator.BITWISE_AND, a, b);
    }

    /** The bits that one or both have. */
    public static <T extends Operand<T>> T bitwiseOr(T a, T b) {
        return binary(Operator.BITWISE_OR, a, b);
    }

    /** The bits that one has and not the other. */
    public static <T extends Operand<T>> T bitwiseXor(T a, T b) {
        return binary(Operator.BITWISE_XOR, a, b);
    }

    /** The bits that x has not. */
    public static <T extends Operand<T>> T bitwiseNot(T x) {
        return bitwiseXor(x, number(x, -1));
    }

    /** The bits that x has not. */
    public static <T extends Operand<T>> T bitwiseInvert(T x) {
        return bitwiseNot(x);
    }

    /** The bits of x moved up by so many places, with zeros behind; 0 where there are not so many. */
    public static <T extends Operand<T>> T bitwiseLeftShift(T x, T places) {
        return binary(Operator.LEFT_SHIFT, x, places);
    }

    /** The bits of x moved up by so many places, with zeros behind; 0 where there are not so many. */
    public static <T extends Operand<T>> T leftShift(T x, T places) {
        return bitwiseLeftShift(x, places);
    }

    /** The bits of x moved down by so many places, with copies of the sign in front; 0 or -1 where there are not so many. */
    public static <T extends Operand<T>> T bitwiseRightShift(T x, T places) {
        return binary(Operator.RIGHT_SHIFT, x, places);
    }

    /** The bits of x moved down by so many places, with copies of the sign in front; 0 or -1 where there are not so many. */
    public static <T extends Operand<T>> T rightShift(T x, T places) {
        return bitwiseRightShift(x, places);
    }

    /** The greatest common divisor, at least 0; of 0 and 0 it is 0. */
    public static <T extends Operand<T>> T gcd(T a, T b) {
        return binary(Operator.GCD, a, b);
    }

    /** The least common multiple, at least 0 but where int32 is too small for it; 0 if one is. */
    public static <T extends Operand<T>> T lcm(T a, T b) {
        T divisor = maximum(gcd(a, b), number(a, 1));
        return multiply(floorDivide(abs(a), divisor), abs(b));
    }
}
