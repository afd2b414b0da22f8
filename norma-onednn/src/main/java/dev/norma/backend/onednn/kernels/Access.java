package dev.norma.backend.onednn.kernels;

/**
 * Where a loop over {@code i} finds its operand's element: at {@code i / block * period + i % period}. This covers an operand as
 * large as the loop, one number, one per channel, one per row, and one per row and channel.
 *
 * @param period how many neighbours the operand has before it repeats
 * @param block after how many elements of the loop it moves on; a multiple of the period
 */
public record Access(long period, long block) {
    /** Element i. */
    public static Access full(long count) {
        return new Access(count, count);
    }

    /** Always the first. */
    public static Access scalar(long count) {
        return new Access(1, count);
    }

    /** Whether the operand moves with the loop, element by element. */
    boolean isFull() {
        return period == block;
    }

    /** Whether it repeats over the whole loop of this length. */
    boolean repeats(long count) {
        return block == count && period < count;
    }
}
