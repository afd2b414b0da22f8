package dev.norma.data;

import java.util.OptionalLong;

/** All elements but the first. */
record Skipped(Step source, long count) implements Step {
    @Override
    public OptionalLong cardinality() {
        return Cardinality.map(source.cardinality(), n -> Math.max(0, n - count));
    }

    @Override
    public Cursor open() {
        return new OrderCursor(source.open()) {
            private long toSkip = count;

            @Override
            int next() {
                int number = source.next();
                while (toSkip > 0 && number != END) {
                    source.drop(number);
                    toSkip--;
                    number = source.next();
                }
                return number;
            }
        };
    }
}
