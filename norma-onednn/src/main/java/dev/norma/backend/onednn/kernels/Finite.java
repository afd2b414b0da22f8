package dev.norma.backend.onednn.kernels;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.norma.tensor.DType;
import dev.norma.tensor.Elements;
import java.lang.foreign.MemorySegment;

/** Looks for numbers that are infinite or none. */
public final class Finite {
    private static final int EXPONENT = 0x7f800000;

    private Finite() {}

    /** Whether all of the first {@code count} elements are finite. */
    public static boolean all(MemorySegment data, DType type, long count, Scratch scratch) {
        if (type != DType.FLOAT32) {
            for (long i = 0; i < count; i++) {
                if (!Double.isFinite(Elements.get(data, type, i))) {
                    return false;
                }
            }
            return true;
        }
        int[] chunk = scratch.ints(1, Loop.CHUNK)[0];
        for (long at = 0; at < count; at += Loop.CHUNK) {
            int n = (int) Math.min(Loop.CHUNK, count - at);
            MemorySegment.copy(data, JAVA_INT, at * 4, chunk, 0, n);
            if (largestExponent(chunk, n) == EXPONENT) {
                return false;
            }
        }
        return true;
    }

    private static int largestExponent(int[] bits, int n) {
        int largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, bits[i] & EXPONENT);
        }
        return largest;
    }
}
