package dev.norma.backend.onednn.kernels;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** A thread's arrays for the chunk it works on; they grow to the largest kernel's need and stay. */
public final class Scratch {
    private float[][] floats = new float[0][];
    private MemorySegment[] views = new MemorySegment[0];
    private int[][] ints = new int[0][];
    private short[] halves = new short[0];
    private int[] bits = new int[0];
    private byte[] bytes = new byte[0];

    /** So many arrays of at least this length. */
    float[][] floats(int registers, int length) {
        if (floats.length < registers || (registers > 0 && floats[0].length < length)) {
            int size = floats.length == 0 ? length : Math.max(length, floats[0].length);
            floats = new float[Math.max(registers, floats.length)][size];
            views = Arrays.stream(floats).map(MemorySegment::ofArray).toArray(MemorySegment[]::new);
        }
        return floats;
    }

    /** The float arrays as segments. */
    MemorySegment[] views() {
        return views;
    }

    int[][] ints(int registers, int length) {
        if (ints.length < registers || (registers > 0 && ints[0].length < length)) {
            int size = ints.length == 0 ? length : Math.max(length, ints[0].length);
            ints = new int[Math.max(registers, ints.length)][size];
        }
        return ints;
    }

    short[] halves(int length) {
        if (halves.length < length) {
            halves = new short[length];
        }
        return halves;
    }

    /** For the bits of floats on their way from or to memory. */
    int[] bits(int length) {
        if (bits.length < length) {
            bits = new int[length];
        }
        return bits;
    }

    byte[] bytes(int length) {
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        return bytes;
    }
}
