package dev.norma.data;

import java.util.Iterator;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Elements from an iterator of the user's, a new one for each pass. */
record Generated(Supplier<? extends Iterator<Batch>> passes) implements Step {
    @Override
    public OptionalLong cardinality() {
        return OptionalLong.empty();
    }

    @Override
    public Cursor open() {
        Iterator<Batch> elements = passes.get();
        return new ElementCursor() {
            @Override
            @Nullable
            Batch produce() {
                return elements.hasNext() ? elements.next() : null;
            }
        };
    }
}
