package dev.norma.backend.onednn.kernels;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.norma.graph.Distribution;
import dev.norma.tensor.DType;
import dev.norma.tensor.Elements;
import java.lang.foreign.MemorySegment;

/** Random numbers of {@link dev.norma.graph.Random}, element by element what its description says. */
public record Philox(Distribution distribution, DType type, int stream, long count) {
    private static final int ROUNDS = 10;
    private static final long FACTOR_0 = 0xD2511F53L;
    private static final long FACTOR_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final double UNIT = 0x1p-24;

    /** Writes this part of the numbers; {@code key} holds seed and step. */
    public void draw(MemorySegment key, MemorySegment to, int part, int parts) {
        int seed = key.getAtIndex(JAVA_INT, 0);
        int step = key.getAtIndex(JAVA_INT, 1);
        long fours = (count + 3) / 4;
        for (long four = fours * part / parts; four < fours * (part + 1) / parts; four++) {
            int c0 = (int) four;
            int c1 = 0;
            int c2 = step;
            int c3 = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long first = FACTOR_0 * (c0 & 0xffffffffL);
                long second = FACTOR_1 * (c2 & 0xffffffffL);
                c0 = (int) (second >>> 32) ^ c1 ^ (seed + round * WEYL_0);
                c1 = (int) second;
                c2 = (int) (first >>> 32) ^ c3 ^ (stream + round * WEYL_1);
                c3 = (int) first;
            }
            if (distribution == Distribution.UNIFORM) {
                uniform(to, four * 4, c0, c1, c2, c3);
            } else {
                normal(to, four * 4, c0, c1);
                normal(to, four * 4 + 2, c2, c3);
            }
        }
    }

    private void uniform(MemorySegment to, long at, int c0, int c1, int c2, int c3) {
        put(to, at, belowOne((c0 >>> 8) * UNIT));
        put(to, at + 1, belowOne((c1 >>> 8) * UNIT));
        put(to, at + 2, belowOne((c2 >>> 8) * UNIT));
        put(to, at + 3, belowOne((c3 >>> 8) * UNIT));
    }

    private void normal(MemorySegment to, long at, int first, int second) {
        double radius = Math.sqrt(-2 * Math.log(((first >>> 8) + 1) * UNIT));
        double angle = 2 * Math.PI * (second >>> 8) * UNIT;
        put(to, at, radius * Math.cos(angle));
        put(to, at + 1, radius * Math.sin(angle));
    }

    private void put(MemorySegment to, long at, double value) {
        if (at < count) {
            Elements.set(to, type, at, value);
        }
    }

    private double belowOne(double value) {
        return type == DType.BFLOAT16 ? Math.min(value, 1 - 0x1p-8) : value;
    }
}
