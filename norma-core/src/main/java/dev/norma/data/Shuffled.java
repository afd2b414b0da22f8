package dev.norma.data;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Elements in random order: a buffer is filled, then each next element is drawn from it and its place filled again.
 *
 * @param passes how many passes were begun, so that each has its own order; null where all have the same
 */
record Shuffled(
        Step source, int buffer, long seed, @Nullable AtomicLong passes) implements Step {
    @Override
    public OptionalLong cardinality() {
        return source.cardinality();
    }

    @Override
    public Cursor open() {
        long pass = passes == null ? 0 : passes.getAndIncrement();
        return new ShuffleCursor(source.open(), buffer, new Draws(seed, pass));
    }

    private static final class ShuffleCursor extends OrderCursor {
        private final int capacity;
        private final Draws draws;
        private int[] waiting = new int[16];
        private int count;
        private boolean sourceEnded;

        ShuffleCursor(Cursor source, int capacity, Draws draws) {
            super(source);
            this.capacity = capacity;
            this.draws = draws;
        }

        @Override
        int next() {
            while (count < capacity && !sourceEnded) {
                int number = source.next();
                if (number == END) {
                    sourceEnded = true;
                } else {
                    add(number);
                }
            }
            if (count == 0) {
                return END;
            }
            int chosen = draws.below(count);
            int number = waiting[chosen];
            waiting[chosen] = waiting[--count];
            return number;
        }

        private void add(int number) {
            if (count == waiting.length) {
                waiting = Arrays.copyOf(waiting, (int) Math.min(capacity, 2L * count));
            }
            waiting[count++] = number;
        }
    }
}
