package dev.norma.data;

import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** So many elements each, stacked; the last batch may be smaller, or is left out. */
record Batched(Step source, int size, boolean dropRemainder) implements Step {
    @Override
    public OptionalLong cardinality() {
        return Cardinality.map(source.cardinality(), n -> dropRemainder ? n / size : Math.ceilDiv(n, (long) size));
    }

    @Override
    public Cursor open() {
        return new BatchCursor(source.open());
    }

    private final class BatchCursor extends ElementCursor {
        private final Cursor rows;
        private int[] numbers = new int[Math.min(size, 1024)];

        BatchCursor(Cursor rows) {
            this.rows = rows;
        }

        @Override
        @Nullable
        Batch produce() {
            int count = 0;
            while (count < size) {
                int number = rows.next();
                if (number == END) {
                    break;
                }
                if (count == numbers.length) {
                    numbers = Arrays.copyOf(numbers, (int) Math.min(size, 2L * count));
                }
                numbers[count++] = number;
            }
            return count == 0 || (dropRemainder && count < size) ? null : rows.gather(numbers, count);
        }

        @Override
        void close() {
            rows.close();
        }
    }
}
