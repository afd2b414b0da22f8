package dev.norma.backend.onednn.kernels;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.norma.graph.Operator;
import java.lang.foreign.MemorySegment;

/**
 * Comparisons of floats, and choices by them, on the bits of the floats as ints: the JIT compiler vectorizes arithmetic of ints,
 * but neither a comparison nor a choice of floats, whose branches nobody can predict. Floats come as segments over their arrays.
 */
final class Masks {
    private static final int INFINITY = 0x7f800000;
    private static final int MAGNITUDE = 0x7fffffff;

    private Masks() {}

    /** 1 where the comparison holds, else 0; {@code x} and {@code y} are overwritten. */
    static void compare(Operator operator, MemorySegment a, MemorySegment b, int[] out, int n, int[] x, int[] y) {
        bits(a, x, n);
        bits(b, y, n);
        if (largest(x, n) > INFINITY || largest(y, n) > INFINITY) {
            one(operator, x, y, out, n); // a number that is none compares with nothing
            return;
        }
        ordered(x, n);
        ordered(y, n);
        switch (operator) {
            case GREATER -> above(x, y, out, n);
            case LESS -> above(y, x, out, n);
            case LESS_EQUAL -> notAbove(x, y, out, n);
            case GREATER_EQUAL -> notAbove(y, x, out, n);
            case NOT_EQUAL -> different(x, y, out, n);
            case EQUAL -> equal(x, y, out, n);
            default -> throw new IllegalArgumentException(operator.toString());
        }
    }

    /** 1 where {@code a} is above 0, else 0; {@code x} is overwritten. */
    static void positive(MemorySegment a, int[] out, int n, int[] x) {
        bits(a, x, n);
        for (int i = 0; i < n; i++) {
            int bits = x[i];
            out[i] = (-bits & ~bits & (bits - (INFINITY + 1))) >>> 31; // above 0, and no larger than infinity
        }
    }

    /** The float where the condition holds, else 0; {@code x} is overwritten. */
    static void keep(int[] condition, MemorySegment then, MemorySegment out, int n, int[] x) {
        bits(then, x, n);
        for (int i = 0; i < n; i++) {
            x[i] &= -condition[i];
        }
        MemorySegment.copy(x, 0, out, JAVA_INT, 0, n);
    }

    /** One of two floats; {@code x} and {@code y} are overwritten. */
    static void select(
            int[] condition, MemorySegment then, MemorySegment otherwise, MemorySegment out, int n, int[] x, int[] y) {
        bits(then, x, n);
        bits(otherwise, y, n);
        for (int i = 0; i < n; i++) {
            int mask = -condition[i];
            x[i] = (x[i] & mask) | (y[i] & ~mask);
        }
        MemorySegment.copy(x, 0, out, JAVA_INT, 0, n);
    }

    private static void bits(MemorySegment from, int[] to, int n) {
        MemorySegment.copy(from, JAVA_INT, 0, to, 0, n);
    }

    private static int largest(int[] bits, int n) {
        int largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, bits[i] & MAGNITUDE);
        }
        return largest;
    }

    /** Ints that are in order as the floats are; both zeros become 0. */
    private static void ordered(int[] bits, int n) {
        for (int i = 0; i < n; i++) {
            int sign = bits[i] >> 31;
            bits[i] = (bits[i] ^ (sign & MAGNITUDE)) - sign;
        }
    }

    private static void above(int[] x, int[] y, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            int difference = Math.max(x[i], y[i]) - y[i];
            out[i] = (difference | -difference) >>> 31;
        }
    }

    private static void notAbove(int[] x, int[] y, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            int difference = Math.max(x[i], y[i]) - y[i];
            out[i] = 1 - ((difference | -difference) >>> 31);
        }
    }

    private static void different(int[] x, int[] y, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            int difference = x[i] ^ y[i];
            out[i] = (difference | -difference) >>> 31;
        }
    }

    private static void equal(int[] x, int[] y, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            int difference = x[i] ^ y[i];
            out[i] = 1 - ((difference | -difference) >>> 31);
        }
    }

    private static void one(Operator operator, int[] x, int[] y, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            float a = Float.intBitsToFloat(x[i]);
            float b = Float.intBitsToFloat(y[i]);
            boolean holds = switch (operator) {
                case GREATER -> a > b;
                case LESS -> a < b;
                case LESS_EQUAL -> a <= b;
                case GREATER_EQUAL -> a >= b;
                case NOT_EQUAL -> a != b;
                case EQUAL -> a == b;
                default -> throw new IllegalArgumentException(operator.toString());
            };
            out[i] = holds ? 1 : 0;
        }
    }
}
