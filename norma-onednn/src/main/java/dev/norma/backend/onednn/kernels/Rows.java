package dev.norma.backend.onednn.kernels;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/** Small work on float32 that is done in double and rounded once. */
public final class Rows {
    private Rows() {}

    /** {@code 1 / sqrt(variance + epsilon)}. */
    public static void inverseDeviation(MemorySegment variance, MemorySegment to, long count, double epsilon) {
        for (long i = 0; i < count; i++) {
            to.setAtIndex(JAVA_FLOAT, i, (float) (1 / Math.sqrt(variance.getAtIndex(JAVA_FLOAT, i) + epsilon)));
        }
    }

    /** The logarithm of the softmax along the middle axis of {@code [outer, length, inner]}. */
    public static void logSoftmax(MemorySegment from, MemorySegment to, long outer, long length, long inner) {
        for (long o = 0; o < outer; o++) {
            for (long i = 0; i < inner; i++) {
                row(from, to, o * length * inner + i, length, inner);
            }
        }
    }

    private static void row(MemorySegment from, MemorySegment to, long start, long length, long stride) {
        double largest = Double.NEGATIVE_INFINITY;
        for (long k = 0; k < length; k++) {
            largest = Math.max(largest, from.getAtIndex(JAVA_FLOAT, start + k * stride));
        }
        double sum = 0;
        for (long k = 0; k < length; k++) {
            sum += Math.exp(from.getAtIndex(JAVA_FLOAT, start + k * stride) - largest);
        }
        double logarithm = largest + Math.log(sum);
        for (long k = 0; k < length; k++) {
            long at = start + k * stride;
            to.setAtIndex(JAVA_FLOAT, at, (float) (from.getAtIndex(JAVA_FLOAT, at) - logarithm));
        }
    }
}
