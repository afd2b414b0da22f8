package dev.norma.backend.onednn.kernels;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.norma.graph.Reduction;
import dev.norma.tensor.DType;
import dev.norma.tensor.Elements;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Reduces the middle one of three axes: {@code [outer, length, inner] -> [outer, inner]}. Sums are kept in double precision.
 */
public record Reducer(Reduction kind, DType type, long outer, long length, int inner) {
    /** Reduces; which of the outer positions are this part's follows from its number. */
    public void run(MemorySegment from, MemorySegment to, Scratch scratch, int part, int parts) {
        double[] totals = new double[inner];
        for (long o = outer * part / parts; o < outer * (part + 1) / parts; o++) {
            Arrays.fill(totals, initial());
            if (inner == 1) {
                totals[0] = alongRow(from, o * length, scratch);
            } else if (type.isFloat()) {
                overRows(from, o * length * inner, totals, scratch);
            } else {
                for (long i = 0; i < length * inner; i++) {
                    int at = (int) (i % inner);
                    totals[at] = combine(totals[at], Elements.get(from, type, o * length * inner + i));
                }
            }
            for (int i = 0; i < inner; i++) {
                double total = kind == Reduction.MEAN ? totals[i] / length : totals[i];
                Elements.set(to, type, o * inner + i, total);
            }
        }
    }

    private void overRows(MemorySegment from, long start, double[] totals, Scratch scratch) {
        float[] row = scratch.floats(1, inner)[0];
        MemorySegment view = scratch.views()[0];
        for (long r = 0; r < length; r++) {
            Storage.load(from, type, start + r * inner, view, 0, inner, scratch);
            switch (kind) {
                case SUM, MEAN -> {
                    for (int i = 0; i < inner; i++) {
                        totals[i] += row[i];
                    }
                }
                case MAX -> {
                    for (int i = 0; i < inner; i++) {
                        totals[i] = Math.max(totals[i], row[i]);
                    }
                }
                default -> {
                    for (int i = 0; i < inner; i++) {
                        totals[i] = combine(totals[i], row[i]);
                    }
                }
            }
        }
    }

    private double alongRow(MemorySegment from, long start, Scratch scratch) {
        double total = initial();
        if (!type.isFloat()) {
            for (long i = 0; i < length; i++) {
                total = combine(total, Elements.get(from, type, start + i));
            }
            return total;
        }
        float[] chunk = scratch.floats(1, Loop.CHUNK)[0];
        MemorySegment view = scratch.views()[0];
        for (long at = 0; at < length; at += Loop.CHUNK) {
            int n = (int) Math.min(Loop.CHUNK, length - at);
            Storage.load(from, type, start + at, view, 0, n, scratch);
            if (kind == Reduction.SUM || kind == Reduction.MEAN) {
                for (int i = 0; i < n; i++) {
                    total += chunk[i];
                }
            } else {
                for (int i = 0; i < n; i++) {
                    total = combine(total, chunk[i]);
                }
            }
        }
        return total;
    }

    private double initial() {
        return switch (kind) {
            case SUM, MEAN, ANY -> 0;
            case PROD, ALL -> 1;
            case MAX -> type.isInteger() ? Integer.MIN_VALUE : Double.NEGATIVE_INFINITY;
            case MIN -> type.isInteger() ? Integer.MAX_VALUE : Double.POSITIVE_INFINITY;
        };
    }

    private double combine(double a, double b) {
        return switch (kind) {
            case SUM, MEAN -> a + b;
            case PROD -> a * b;
            case MAX, ANY -> Math.max(a, b);
            case MIN, ALL -> Math.min(a, b);
        };
    }

    /** Means and variances over the middle axis, in float32. */
    public void moments(
            MemorySegment from, MemorySegment mean, MemorySegment variance, Scratch scratch, int part, int parts) {
        double[] sums = new double[inner];
        double[] squares = new double[inner];
        float[] row = scratch.floats(1, inner)[0];
        MemorySegment view = scratch.views()[0];
        for (long o = outer * part / parts; o < outer * (part + 1) / parts; o++) {
            Arrays.fill(sums, 0);
            Arrays.fill(squares, 0);
            long start = o * length * inner;
            if (inner == 1) {
                momentsOfRow(from, mean, variance, o, scratch);
                continue;
            }
            for (long r = 0; r < length; r++) {
                Storage.load(from, type, start + r * inner, view, 0, inner, scratch);
                for (int i = 0; i < inner; i++) {
                    sums[i] += row[i];
                }
            }
            for (long r = 0; r < length; r++) {
                Storage.load(from, type, start + r * inner, view, 0, inner, scratch);
                for (int i = 0; i < inner; i++) {
                    double d = row[i] - sums[i] / length;
                    squares[i] += d * d;
                }
            }
            for (int i = 0; i < inner; i++) {
                mean.setAtIndex(JAVA_FLOAT, o * inner + i, (float) (sums[i] / length));
                variance.setAtIndex(JAVA_FLOAT, o * inner + i, (float) (squares[i] / length));
            }
        }
    }

    private void momentsOfRow(MemorySegment from, MemorySegment mean, MemorySegment variance, long o, Scratch scratch) {
        double average = new Reducer(Reduction.SUM, type, 1, length, 1).alongRow(from, o * length, scratch) / length;
        float[] chunk = scratch.floats(1, Loop.CHUNK)[0];
        MemorySegment view = scratch.views()[0];
        double squares = 0;
        for (long at = 0; at < length; at += Loop.CHUNK) {
            int n = (int) Math.min(Loop.CHUNK, length - at);
            Storage.load(from, type, o * length + at, view, 0, n, scratch);
            for (int i = 0; i < n; i++) {
                double d = chunk[i] - average;
                squares += d * d;
            }
        }
        mean.setAtIndex(JAVA_FLOAT, o, (float) average);
        variance.setAtIndex(JAVA_FLOAT, o, (float) (squares / length));
    }
}
