package dev.norma.data;

import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The elements that a test lets pass. */
record Filtered(Step source, Predicate<Batch> test) implements Step {
    @Override
    public OptionalLong cardinality() {
        return OptionalLong.empty();
    }

    @Override
    public Cursor open() {
        Cursor elements = source.open();
        return new ElementCursor() {
            @Override
            @Nullable
            Batch produce() {
                for (int number = elements.next(); number != END; number = elements.next()) {
                    Batch element = elements.take(number);
                    if (test.test(element)) {
                        return element;
                    }
                }
                return null;
            }

            @Override
            void close() {
                elements.close();
            }
        };
    }
}
