package dev.norma.backend.onednn.kernels;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * Copies a box of elements from one place to another, each with its own distance between neighbours on each axis: transposes,
 * slices, padding, reversal, concatenation and stretching are all this.
 *
 * @param dims sizes of the box
 * @param fromStart the first element read
 * @param fromStrides distances in elements where it is read; 0 stretches, negative reverses
 * @param toStart the first element written
 * @param toStrides distances in elements where it is written
 * @param bytes of one element: 1, 2, 4 or 8
 */
public record Strides(long[] dims, long fromStart, long[] fromStrides, long toStart, long[] toStrides, int bytes) {
    /** Copies. */
    public void copy(MemorySegment from, MemorySegment to) {
        for (long dim : dims) {
            if (dim == 0) {
                return;
            }
        }
        copy(from, to, 0, fromStart, toStart);
    }

    private void copy(MemorySegment from, MemorySegment to, int axis, long source, long target) {
        if (axis == dims.length) {
            MemorySegment.copy(from, source * bytes, to, target * bytes, bytes);
            return;
        }
        if (axis == dims.length - 1) {
            run(from, to, dims[axis], source, fromStrides[axis], target, toStrides[axis]);
            return;
        }
        for (long i = 0; i < dims[axis]; i++) {
            copy(from, to, axis + 1, source + i * fromStrides[axis], target + i * toStrides[axis]);
        }
    }

    private void run(MemorySegment from, MemorySegment to, long n, long source, long step, long target, long toStep) {
        if (step == 1 && toStep == 1) {
            MemorySegment.copy(from, source * bytes, to, target * bytes, n * bytes);
            return;
        }
        switch (bytes) {
            case 4 -> {
                for (long i = 0; i < n; i++) {
                    to.set(
                            JAVA_INT_UNALIGNED,
                            (target + i * toStep) * 4,
                            from.get(JAVA_INT_UNALIGNED, (source + i * step) * 4));
                }
            }
            case 2 -> {
                for (long i = 0; i < n; i++) {
                    to.set(
                            JAVA_SHORT_UNALIGNED,
                            (target + i * toStep) * 2,
                            from.get(JAVA_SHORT_UNALIGNED, (source + i * step) * 2));
                }
            }
            case 8 -> {
                for (long i = 0; i < n; i++) {
                    to.set(
                            JAVA_LONG_UNALIGNED,
                            (target + i * toStep) * 8,
                            from.get(JAVA_LONG_UNALIGNED, (source + i * step) * 8));
                }
            }
            default -> {
                for (long i = 0; i < n; i++) {
                    to.set(JAVA_BYTE, target + i * toStep, from.get(JAVA_BYTE, source + i * step));
                }
            }
        }
    }
}
