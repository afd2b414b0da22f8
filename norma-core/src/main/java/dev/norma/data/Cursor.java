package dev.norma.data;

/**
 * A place in one pass over a step. It hands out numbers that stand for elements, and gives the elements for the
 * numbers. So steps that choose and order (shuffle, take, skip, repeat) move numbers only: where the elements are rows
 * of tensors, no row exists before {@link #gather} copies a whole batch of them.
 */
abstract class Cursor {
    /** What {@link #next} gives at the end. */
    static final int END = -1;

    /** The number of the next element, or {@link #END}, and then {@link #END} for ever. */
    abstract int next();

    /** The element of a number, once per number that {@link #next} gave. */
    abstract Batch take(int number);

    /** The elements of these numbers as one batch, once per number. */
    Batch gather(int[] numbers, int count) {
        Batch[] rows = new Batch[count];
        for (int i = 0; i < count; i++) {
            rows[i] = take(numbers[i]);
        }
        return Stack.of(rows);
    }

    /** Forgets the element of a number. */
    void drop(int number) {
        take(number);
    }

    /** Whether a number means the same in any pass over the same step. */
    boolean numbersLast() {
        return false;
    }

    /** Lets go of files and threads; may be called more than once. */
    void close() {}
}
