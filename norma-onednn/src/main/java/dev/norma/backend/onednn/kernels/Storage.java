package dev.norma.backend.onednn.kernels;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.norma.tensor.DType;
import java.lang.foreign.MemorySegment;

/**
 * Moves runs of elements between native memory and a chunk's arrays. Bytes go by way of float, for the reason that {@link Halves}
 * tells.
 */
final class Storage {
    private Storage() {}

    /** Reads floats, or halves as floats, into an array that {@code to} is the segment of. */
    static void load(MemorySegment from, DType type, long at, MemorySegment to, int offset, int n, Scratch scratch) {
        if (type == DType.FLOAT32) {
            MemorySegment.copy(from, at * 4, to, offset * 4L, n * 4L);
        } else {
            short[] halves = scratch.halves(n);
            MemorySegment.copy(from, JAVA_SHORT, at * 2, halves, 0, n);
            Halves.widen(halves, to, offset, n, scratch.bits(n));
        }
    }

    /** Reads ints, or booleans as ints. */
    static void load(MemorySegment from, DType type, long at, int[] to, int offset, int n, Scratch scratch) {
        if (type == DType.INT32) {
            MemorySegment.copy(from, JAVA_INT, at * 4, to, offset, n);
        } else {
            byte[] bytes = scratch.bytes(n);
            MemorySegment.copy(from, JAVA_BYTE, at, bytes, 0, n);
            for (int i = 0; i < n; i++) {
                to[offset + i] = (int) (float) bytes[i];
            }
        }
    }

    /** Writes floats, or rounds them to halves, out of an array that {@code from} is the segment of. */
    static void store(MemorySegment from, MemorySegment to, DType type, long at, int n, Scratch scratch) {
        if (type == DType.FLOAT32) {
            MemorySegment.copy(from, 0, to, at * 4, n * 4L);
        } else {
            short[] halves = scratch.halves(n);
            Halves.narrow(from, halves, n, scratch.bits(n));
            MemorySegment.copy(halves, 0, to, JAVA_SHORT, at * 2, n);
        }
    }

    static void store(int[] from, MemorySegment to, DType type, long at, int n, Scratch scratch) {
        if (type == DType.INT32) {
            MemorySegment.copy(from, 0, to, JAVA_INT, at * 4, n);
        } else {
            byte[] bytes = scratch.bytes(n);
            for (int i = 0; i < n; i++) {
                bytes[i] = (byte) (float) from[i];
            }
            MemorySegment.copy(bytes, 0, to, JAVA_BYTE, at, n);
        }
    }
}
