package dev.norma.backend.onednn.kernels;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.norma.tensor.DType;
import java.lang.foreign.MemorySegment;

/** Moves runs of elements between native memory and a chunk's arrays. */
final class Storage {
    private Storage() {}

    /** Reads floats, or halves as floats. */
    static void load(MemorySegment from, DType type, long at, float[] to, int offset, int n, Scratch scratch) {
        if (type == DType.FLOAT32) {
            MemorySegment.copy(from, JAVA_FLOAT, at * 4, to, offset, n);
        } else {
            short[] halves = scratch.halves(n);
            MemorySegment.copy(from, JAVA_SHORT, at * 2, halves, 0, n);
            Floats.fromBfloat16(halves, to, offset, n);
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
                to[offset + i] = bytes[i];
            }
        }
    }

    static void store(float[] from, MemorySegment to, DType type, long at, int n, Scratch scratch) {
        if (type == DType.FLOAT32) {
            MemorySegment.copy(from, 0, to, JAVA_FLOAT, at * 4, n);
        } else {
            short[] halves = scratch.halves(n);
            Floats.toBfloat16(from, halves, n);
            MemorySegment.copy(halves, 0, to, JAVA_SHORT, at * 2, n);
        }
    }

    static void store(int[] from, MemorySegment to, DType type, long at, int n, Scratch scratch) {
        if (type == DType.INT32) {
            MemorySegment.copy(from, 0, to, JAVA_INT, at * 4, n);
        } else {
            byte[] bytes = scratch.bytes(n);
            for (int i = 0; i < n; i++) {
                bytes[i] = (byte) from[i];
            }
            MemorySegment.copy(bytes, 0, to, JAVA_BYTE, at, n);
        }
    }
}
