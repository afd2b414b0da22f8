package dev.norma.data;

import java.util.OptionalLong;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Arithmetic with numbers of elements, which may be unknown or infinite. */
final class Cardinality {
    private Cardinality() {}

    /** Something of a finite number; unknown stays unknown, infinite infinite. */
    static OptionalLong map(OptionalLong n, LongUnaryOperator change) {
        return n.isEmpty() || n.getAsLong() == Dataset.INFINITE
                ? n
                : OptionalLong.of(change.applyAsLong(n.getAsLong()));
    }

    /** Something of two numbers, infinity included; unknown where one is. */
    static OptionalLong combine(OptionalLong a, OptionalLong b, LongBinaryOperator operator) {
        return a.isEmpty() || b.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(operator.applyAsLong(a.getAsLong(), b.getAsLong()));
    }

    /** Sum that stops at infinity. */
    static long add(long a, long b) {
        return a > Dataset.INFINITE - b ? Dataset.INFINITE : a + b;
    }

    /** Product that stops at infinity; nothing times infinity is nothing. */
    static long multiply(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Dataset.INFINITE : a * b;
    }
}
