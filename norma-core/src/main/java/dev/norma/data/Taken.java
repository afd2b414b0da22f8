package dev.norma.data;

import java.util.OptionalLong;

/** The first elements only. */
record Taken(Step source, long count) implements Step {
    @Override
    public OptionalLong cardinality() {
        return count == 0
                ? OptionalLong.of(0)
                : Cardinality.combine(source.cardinality(), OptionalLong.of(count), Math::min);
    }

    @Override
    public Cursor open() {
        return new OrderCursor(source.open()) {
            private long left = count;

            @Override
            int next() {
                return left-- > 0 ? source.next() : END;
            }
        };
    }
}
