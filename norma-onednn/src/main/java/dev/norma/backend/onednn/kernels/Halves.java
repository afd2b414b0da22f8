package dev.norma.backend.onednn.kernels;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * From bfloat16 to float32 and back, on the bits of the floats as ints: the JIT compiler vectorizes arithmetic of ints, but not
 * the step from a float to its bits. Neither does it widen shorts and bytes to ints well, nor narrow ints; by way of float, which
 * is exact for such numbers, it takes a quarter of the time. Floats come as segments over their arrays.
 */
final class Halves {
    private static final int MAGNITUDE = 0x7fffffff;
    private static final int INFINITY = 0x7f800000;
    private static final int NONE = 0x7fc00000;
    private static final int UPPER = 0xffff0000;

    private Halves() {}

    /** Floats behind the first {@code offset} of an array; {@code x} is overwritten. */
    static void widen(short[] halves, MemorySegment out, int offset, int n, int[] x) {
        for (int i = 0; i < n; i++) {
            x[i] = (int) (float) halves[i] << 16;
        }
        MemorySegment.copy(x, 0, out, JAVA_INT, 4L * offset, n);
    }

    /** The nearest bfloat16 of each, ties to even; {@code x} is overwritten. */
    static void narrow(MemorySegment floats, short[] out, int n, int[] x) {
        rounded(floats, n, x);
        for (int i = 0; i < n; i++) {
            out[i] = (short) (float) (x[i] >> 16);
        }
    }

    /** The same as floats; {@code x} is overwritten. */
    static void round(MemorySegment floats, MemorySegment out, int n, int[] x) {
        rounded(floats, n, x);
        MemorySegment.copy(x, 0, out, JAVA_INT, 0, n);
    }

    private static void rounded(MemorySegment floats, int n, int[] x) {
        MemorySegment.copy(floats, JAVA_INT, 0, x, 0, n);
        for (int i = 0; i < n; i++) {
            int bits = x[i];
            int none = (INFINITY - (bits & MAGNITUDE)) >> 31; // all ones where it is not a number
            int nearest = bits + 0x7fff + ((bits >>> 16) & 1);
            x[i] = ((nearest & ~none) | (NONE & none)) & UPPER;
        }
    }
}
