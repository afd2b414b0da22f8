package dev.norma.backend.onednn.kernels;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.norma.tensor.DType;
import dev.norma.tensor.Elements;
import java.lang.foreign.MemorySegment;

/** Elements chosen by number, and their way back; the chosen axis lies between {@code outer} and {@code inner}. */
public final class Indexing {
    private Indexing() {}

    /** A last axis of {@code depth} with 1 at the index. */
    public static void oneHot(MemorySegment indices, MemorySegment to, DType type, long count, int depth) {
        to.fill((byte) 0);
        for (long i = 0; i < count; i++) {
            int index = indices.getAtIndex(JAVA_INT, i);
            if (index >= 0 && index < depth) {
                Elements.set(to, type, i * depth + index, 1);
            }
        }
    }

    /** The position of the first largest or smallest element. */
    public static void argReduce(
            MemorySegment from, DType type, MemorySegment to, boolean largest, long outer, long length, long inner) {
        for (long o = 0; o < outer; o++) {
            for (long i = 0; i < inner; i++) {
                long start = o * length * inner + i;
                int best = 0;
                double extreme = Elements.get(from, type, start);
                for (int k = 1; k < length; k++) {
                    double value = Elements.get(from, type, start + k * inner);
                    boolean better = largest ? value > extreme : value < extreme;
                    if (better || (Double.isNaN(value) && !Double.isNaN(extreme))) {
                        best = k;
                        extreme = value;
                    }
                }
                to.setAtIndex(JAVA_INT, o * inner + i, best);
            }
        }
    }

    /**
     * {@code [outer, length, inner]} at {@code chosen} indices gives {@code [outer, chosen, inner]}.
     *
     * @throws IndexOutOfBoundsException if an index is not on the axis
     */
    public static void gather(
            MemorySegment from,
            MemorySegment indices,
            MemorySegment to,
            int bytes,
            long outer,
            long length,
            long inner,
            long chosen) {
        long run = inner * bytes;
        for (long o = 0; o < outer; o++) {
            for (long k = 0; k < chosen; k++) {
                long index = position(indices.getAtIndex(JAVA_INT, k), length);
                MemorySegment.copy(from, (o * length + index) * run, to, (o * chosen + k) * run, run);
            }
        }
    }

    /** Adds {@code g} where {@link #gather} took from; all else is 0. */
    public static void gatherGradient(
            MemorySegment g,
            MemorySegment indices,
            MemorySegment to,
            DType type,
            long outer,
            long length,
            long inner,
            long chosen) {
        to.fill((byte) 0);
        for (long o = 0; o < outer; o++) {
            for (long k = 0; k < chosen; k++) {
                long index = position(indices.getAtIndex(JAVA_INT, k), length);
                for (long i = 0; i < inner; i++) {
                    long at = (o * length + index) * inner + i;
                    double sum = Elements.get(to, type, at) + Elements.get(g, type, (o * chosen + k) * inner + i);
                    Elements.set(to, type, at, sum);
                }
            }
        }
    }

    /** Along an axis, the elements that indices of the same rank give. */
    public static void take(
            MemorySegment from,
            MemorySegment indices,
            MemorySegment to,
            DType type,
            long outer,
            long length,
            long inner,
            long chosen) {
        for (long at = 0; at < outer * chosen * inner; at++) {
            Elements.set(to, type, at, Elements.get(from, type, source(at, indices, length, inner, chosen)));
        }
    }

    /** Adds {@code g} where {@link #take} took from; all else is 0. */
    public static void takeGradient(
            MemorySegment g,
            MemorySegment indices,
            MemorySegment to,
            DType type,
            long outer,
            long length,
            long inner,
            long chosen) {
        to.fill((byte) 0);
        for (long at = 0; at < outer * chosen * inner; at++) {
            long target = source(at, indices, length, inner, chosen);
            Elements.set(to, type, target, Elements.get(to, type, target) + Elements.get(g, type, at));
        }
    }

    private static long source(long at, MemorySegment indices, long length, long inner, long chosen) {
        long index = position(indices.getAtIndex(JAVA_INT, at), length);
        return (at / (chosen * inner) * length + index) * inner + at % inner;
    }

    private static long position(int index, long length) {
        long position = index < 0 ? index + length : index;
        if (position < 0 || position >= length) {
            throw new IndexOutOfBoundsException("index %d is not on an axis of %d".formatted(index, length));
        }
        return position;
    }
}
