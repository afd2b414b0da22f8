package dev.norma.optimize;

import dev.norma.tensor.Complaint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where buffers lie in one block of memory, so that those that live at one time do not overlap.
 *
 * <p>Placed one after the other, largest first, each into the smallest gap between those placed already that live while it
 * does; into the lowest of equal gaps.
 */
public final class ArenaPlan {
    /** Each buffer begins at a multiple of so many bytes: a cache line, and what vector instructions like. */
    public static final long ALIGNMENT = 64;

    /**
     * A buffer.
     *
     * @param bytes its size, from 0
     * @param first the first step during which it is needed
     * @param last the last step during which it is needed, not before the first
     */
    public record Buffer(long bytes, int first, int last) {
        /** Checks the numbers. */
        public Buffer {
            if (bytes < 0 || last < first) {
                throw new Complaint(
                                "a buffer cannot be planned",
                                "bytes from 0, and a last step not before the first",
                                "%d bytes, steps %d to %d".formatted(bytes, first, last),
                                "give the steps that write and read it")
                        .asArgument();
            }
        }

        private boolean meets(Buffer other) {
            return first <= other.last && other.first <= last;
        }

        private long room() {
            return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
        }
    }

    private final List<Buffer> buffers;
    private final long[] offsets;
    private final long bytes;

    private ArenaPlan(List<Buffer> buffers, long[] offsets) {
        this.buffers = buffers;
        this.offsets = offsets;
        this.bytes = IntStream.range(0, offsets.length)
                .mapToLong(i -> offsets[i] + buffers.get(i).room())
                .max()
                .orElse(0);
    }

    /** Places buffers. */
    public static ArenaPlan of(List<Buffer> buffers) {
        List<Buffer> all = List.copyOf(buffers);
        long[] offsets = new long[all.size()];
        List<Integer> placed = new ArrayList<>();
        IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -all.get(i).room())
                        .thenComparingInt(i -> all.get(i).first()))
                .forEach(i -> {
                    offsets[i] = place(all, offsets, placed, all.get(i));
                    placed.add(i);
                });
        return new ArenaPlan(all, offsets);
    }

    private static long place(List<Buffer> all, long[] offsets, List<Integer> placed, Buffer buffer) {
        List<Integer> beside = placed.stream()
                .filter(i -> all.get(i).meets(buffer))
                .sorted(Comparator.comparingLong(i -> offsets[i]))
                .toList();
        long best = -1;
        long tightest = Long.MAX_VALUE;
        long end = 0;
        for (int other : beside) {
            long gap = offsets[other] - end;
            if (gap >= buffer.room() && gap < tightest) {
                best = end;
                tightest = gap;
            }
            end = Math.max(end, offsets[other] + all.get(other).room());
        }
        return best >= 0 ? best : end;
    }

    /** Where buffer {@code i} begins, in bytes. */
    public long offset(int i) {
        return offsets[i];
    }

    /** How large the block must be, in bytes. */
    public long bytes() {
        return bytes;
    }

    /** The most that is needed during any one step, each buffer rounded up to the alignment: no plan takes less. */
    public long peak() {
        long peak = 0;
        for (Buffer at : buffers) {
            long live = 0;
            for (Buffer other : buffers) {
                live += other.first <= at.first && at.first <= other.last ? other.room() : 0;
            }
            peak = Math.max(peak, live);
        }
        return peak;
    }
}
