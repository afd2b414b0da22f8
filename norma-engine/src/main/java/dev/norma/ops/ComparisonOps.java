package dev.norma.ops;

import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.graph.Where;
import dev.norma.tensor.DType;
import dev.norma.tensor.Operand;
import java.util.List;

/** Functions whose result is true or false, and the choice that follows from it. Comparisons with NaN are false. */
abstract sealed class ComparisonOps extends ArithmeticOps permits IntegerOps {
    /** Whether {@code a = b}, for each pair of elements. */
    public static <T extends Operand<T>> T equal(T a, T b) {
        return binary(Operator.EQUAL, a, b);
    }

    /** Whether {@code a = b}. */
    public static <T extends Operand<T>> T equal(T a, double b) {
        return equal(a, number(a, b));
    }

    /** Whether a is not b. */
    public static <T extends Operand<T>> T notEqual(T a, T b) {
        return binary(Operator.NOT_EQUAL, a, b);
    }

    /** Whether a is not b. */
    public static <T extends Operand<T>> T notEqual(T a, double b) {
        return notEqual(a, number(a, b));
    }

    /** Whether a is below b. */
    public static <T extends Operand<T>> T less(T a, T b) {
        return binary(Operator.LESS, a, b);
    }

    /** Whether a is below b. */
    public static <T extends Operand<T>> T less(T a, double b) {
        return less(a, number(a, b));
    }

    /** Whether a is below b or equal. */
    public static <T extends Operand<T>> T lessEqual(T a, T b) {
        return binary(Operator.LESS_EQUAL, a, b);
    }

    /** Whether a is below b or equal. */
    public static <T extends Operand<T>> T lessEqual(T a, double b) {
        return lessEqual(a, number(a, b));
    }

    /** Whether a is above b. */
    public static <T extends Operand<T>> T greater(T a, T b) {
        return binary(Operator.GREATER, a, b);
    }

    /** Whether a is above b. */
    public static <T extends Operand<T>> T greater(T a, double b) {
        return greater(a, number(a, b));
    }

    /** Whether a is above b or equal. */
    public static <T extends Operand<T>> T greaterEqual(T a, T b) {
        return binary(Operator.GREATER_EQUAL, a, b);
    }

    /** Whether a is above b or equal. */
    public static <T extends Operand<T>> T greaterEqual(T a, double b) {
        return greaterEqual(a, number(a, b));
    }

    /** Whether both hold. A number holds if it is not 0. */
    public static <T extends Operand<T>> T logicalAnd(T a, T b) {
        return binary(Operator.LOGICAL_AND, truth(a), truth(b));
    }

    /** Whether one or both hold. A number holds if it is not 0. */
    public static <T extends Operand<T>> T logicalOr(T a, T b) {
        return binary(Operator.LOGICAL_OR, truth(a), truth(b));
    }

    /** Whether exactly one holds. A number holds if it is not 0. */
    public static <T extends Operand<T>> T logicalXor(T a, T b) {
        return binary(Operator.LOGICAL_XOR, truth(a), truth(b));
    }

    /** Whether x does not hold. A number holds if it is not 0. */
    public static <T extends Operand<T>> T logicalNot(T x) {
        return unary(Elementwise.LOGICAL_NOT, truth(x));
    }

    /** Whether each element is infinite and positive. */
    public static <T extends Operand<T>> T isposinf(T x) {
        return equal(x, Double.POSITIVE_INFINITY);
    }

    /** Whether each element is infinite and negative. */
    public static <T extends Operand<T>> T isneginf(T x) {
        return equal(x, Double.NEGATIVE_INFINITY);
    }

    /** Whether {@code |a - b| <= atol + rtol |b|}, or both are the same infinity. */
    public static <T extends Operand<T>> T isclose(T a, T b, double rtol, double atol) {
        T near = lessEqual(abs(subtract(a, b)), add(multiply(abs(b), rtol), atol));
        return logicalOr(equal(a, b), logicalAnd(near, logicalAnd(isfinite(a), isfinite(b))));
    }

    /** Elements of one operand where the condition holds, of the other elsewhere; the three broadcast. */
    public static <T extends Operand<T>> T where(T condition, T then, T otherwise) {
        return Emit.one(List.of(truth(condition), then, otherwise), of -> new Where(of.get(0), of.get(1), of.get(2)));
    }

    /** Elements of x where the condition holds, a number elsewhere. */
    public static <T extends Operand<T>> T where(T condition, T then, double otherwise) {
        return where(condition, then, number(then, otherwise));
    }

    /** A number where the condition holds, elements of x elsewhere. */
    public static <T extends Operand<T>> T where(T condition, double then, T otherwise) {
        return where(condition, number(otherwise, then), otherwise);
    }

    /** {@code a / b}, and 0 where b is 0. */
    public static <T extends Operand<T>> T divideNoNan(T a, T b) {
        T none = equal(b, 0);
        return where(none, 0, divide(a, where(none, 1, b)));
    }

    /** Other numbers in place of those that are not finite. */
    public static <T extends Operand<T>> T nanToNum(T x, double nan, double posInf, double negInf) {
        return where(isnan(x), nan, where(isposinf(x), posInf, where(isneginf(x), negInf, x)));
    }

    /** {@code log(exp(a) + exp(b))}, without overflow. */
    public static <T extends Operand<T>> T logaddexp(T a, T b) {
        T distance = abs(subtract(a, b));
        return where(isnan(distance), add(a, b), add(maximum(a, b), log1p(exp(negative(distance)))));
    }

    static <T extends Operand<T>> T truth(T x) {
        return x.dtype() == DType.BOOL ? x : notEqual(x, 0);
    }
}
