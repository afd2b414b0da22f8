package dev.norma.backend.onednn.kernels;

import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;

/** Functions of int32, and of booleans as 0 and 1, over the first {@code n} of an array. */
public final class Ints {
    private Ints() {}

    /** Whether loops compute this function of ints. */
    public static boolean knows(Elementwise function) {
        return switch (function) {
            case IDENTITY, STOP_GRADIENT, NEGATE, ABS, SIGN, SQUARE, RELU, FLOOR, CEIL, ROUND, TRUNC, LOGICAL_NOT ->
                true;
            default -> false;
        };
    }

    /** Whether loops compute this function of two ints. */
    public static boolean knows(Operator operator) {
        return switch (operator) {
            case DIVIDE, ARCTAN2, POWER, FLOOR_DIVIDE, MOD, LEFT_SHIFT, RIGHT_SHIFT, GCD -> false;
            default -> true;
        };
    }

    static void unary(Elementwise function, int[] x, int[] out, int n) {
        switch (function) {
            case IDENTITY, STOP_GRADIENT, FLOOR, CEIL, ROUND, TRUNC -> System.arraycopy(x, 0, out, 0, n);
            default -> {
                for (int i = 0; i < n; i++) {
                    out[i] = unary(function, x[i]);
                }
            }
        }
    }

    private static int unary(Elementwise function, int x) {
        return switch (function) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> Integer.signum(x);
            case SQUARE -> x * x;
            case RELU -> Math.max(x, 0);
            case LOGICAL_NOT -> 1 - x;
            default -> throw new IllegalArgumentException(function.toString());
        };
    }

    static void binary(Operator operator, int[] a, int[] b, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = binary(operator, a[i], b[i]);
        }
    }

    private static int binary(Operator operator, int a, int b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case EQUAL -> a == b ? 1 : 0;
            case NOT_EQUAL -> a != b ? 1 : 0;
            case LESS -> a < b ? 1 : 0;
            case LESS_EQUAL -> a <= b ? 1 : 0;
            case GREATER -> a > b ? 1 : 0;
            case GREATER_EQUAL -> a >= b ? 1 : 0;
            case LOGICAL_AND, BITWISE_AND -> a & b;
            case LOGICAL_OR, BITWISE_OR -> a | b;
            case LOGICAL_XOR, BITWISE_XOR -> a ^ b;
            default -> throw new IllegalArgumentException(operator.toString());
        };
    }

    static void select(int[] condition, int[] then, int[] otherwise, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = condition[i] != 0 ? then[i] : otherwise[i];
        }
    }

    /** Truncated, as a cast in C does; what int32 cannot hold wraps. */
    static void fromFloats(float[] x, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (int) (long) x[i];
        }
    }

    /** 1 where x is not 0. */
    static void truths(float[] x, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] != 0 ? 1 : 0;
        }
    }

    static void truths(int[] x, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] != 0 ? 1 : 0;
        }
    }
}
