package dev.norma.runtime.interpreter;

import dev.norma.graph.Distribution;
import dev.norma.tensor.DType;
import dev.norma.tensor.Philox;
import dev.norma.tensor.TensorType;

/** Random numbers, each from its own position. */
final class Draws {
    private static final double UNIT = 0x1p-24;

    private Draws() {}

    static double[] of(Distribution distribution, Numbers key, int stream, TensorType type) {
        int seed = (int) key.values()[0];
        int step = (int) key.values()[1];
        double[] result = new double[Math.toIntExact(type.shape().size())];
        double[] four = new double[4];
        for (int start = 0; start < result.length; start += 4) {
            int[] words = Philox.words(start / 4, 0, step, 0, seed, stream);
            switch (distribution) {
                case UNIFORM -> {
                    for (int i = 0; i < 4; i++) {
                        four[i] = belowOne(type.dtype(), upper(words[i]) * UNIT);
                    }
                }
                case NORMAL -> {
                    normal(words[0], words[1], four, 0);
                    normal(words[2], words[3], four, 2);
                }
            }
            System.arraycopy(four, 0, result, start, Math.min(4, result.length - start));
        }
        return result;
    }

    /** Box and Muller: a radius from the first word, which must not be 0 under the logarithm, an angle from the second. */
    private static void normal(int first, int second, double[] to, int at) {
        double radius = Math.sqrt(-2 * Math.log((upper(first) + 1) * UNIT));
        double angle = 2 * Math.PI * upper(second) * UNIT;
        to[at] = radius * Math.cos(angle);
        to[at + 1] = radius * Math.sin(angle);
    }

    private static int upper(int word) {
        return word >>> 8;
    }

    /** Numbers that a 16-bit type would round to 1 become the largest below. */
    private static double belowOne(DType dtype, double value) {
        return switch (dtype) {
            case BFLOAT16 -> Math.min(value, 1 - 0x1p-8);
            case FLOAT16 -> Math.min(value, 1 - 0x1p-11);
            default -> value;
        };
    }
}
