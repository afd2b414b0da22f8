package dev.norma.backend.onednn.kernels;

import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;

/** Functions of float32, element by element over the first {@code n} of an array; {@code out} may be an operand. */
final class Floats {
    private Floats() {}

    static void unary(Elementwise function, float[] x, float[] out, int n) {
        switch (function) {
            case IDENTITY, STOP_GRADIENT -> System.arraycopy(x, 0, out, 0, n);
            case NEGATE -> negate(x, out, n);
            case ABS -> abs(x, out, n);
            case RECIPROCAL -> reciprocal(x, out, n);
            case SQUARE -> square(x, out, n);
            case SQRT -> sqrt(x, out, n);
            case RSQRT -> rsqrt(x, out, n);
            case RELU -> relu(x, out, n);
            default -> {
                for (int i = 0; i < n; i++) {
                    out[i] = (float) Scalars.unary(function, x[i]);
                }
            }
        }
    }

    static void binary(Operator operator, float[] a, float[] b, float[] out, int n) {
        switch (operator) {
            case ADD -> add(a, b, out, n);
            case SUBTRACT -> subtract(a, b, out, n);
            case MULTIPLY -> multiply(a, b, out, n);
            case DIVIDE -> divide(a, b, out, n);
            case MAXIMUM -> maximum(a, b, out, n);
            case MINIMUM -> minimum(a, b, out, n);
            default -> {
                for (int i = 0; i < n; i++) {
                    out[i] = (float) Scalars.binary(operator, a[i], b[i]);
                }
            }
        }
    }

    static void test(Elementwise function, float[] x, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            boolean holds = switch (function) {
                case ISNAN -> Float.isNaN(x[i]);
                case ISINF -> Float.isInfinite(x[i]);
                case ISFINITE -> Float.isFinite(x[i]);
                default -> throw new IllegalArgumentException(function.toString());
            };
            out[i] = holds ? 1 : 0;
        }
    }

    static void fromInts(int[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i];
        }
    }

    private static void negate(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -x[i];
        }
    }

    private static void abs(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.abs(x[i]);
        }
    }

    private static void reciprocal(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = 1 / x[i];
        }
    }

    private static void square(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * x[i];
        }
    }

    private static void sqrt(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (float) Math.sqrt(x[i]);
        }
    }

    private static void rsqrt(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (float) (1 / Math.sqrt(x[i]));
        }
    }

    private static void relu(float[] x, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(x[i], 0f);
        }
    }

    private static void add(float[] a, float[] b, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] + b[i];
        }
    }

    private static void subtract(float[] a, float[] b, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] - b[i];
        }
    }

    private static void multiply(float[] a, float[] b, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] * b[i];
        }
    }

    private static void divide(float[] a, float[] b, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] / b[i];
        }
    }

    private static void maximum(float[] a, float[] b, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(a[i], b[i]);
        }
    }

    private static void minimum(float[] a, float[] b, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.min(a[i], b[i]);
        }
    }
}
