package dev.norma.data;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** All elements of one source, then all of the other. */
record Concatenated(Step first, Step second) implements Step {
    @Override
    public OptionalLong cardinality() {
        return Cardinality.combine(first.cardinality(), second.cardinality(), Cardinality::add);
    }

    @Override
    public Cursor open() {
        return new ElementCursor() {
            private Cursor current = first.open();
            private boolean inSecond;

            @Override
            @Nullable
            Batch produce() {
                int number = current.next();
                if (number == END && !inSecond) {
                    current.close();
                    current = second.open();
                    inSecond = true;
                    number = current.next();
                }
                return number == END ? null : current.take(number);
            }

            @Override
            void close() {
                current.close();
            }
        };
    }
}
