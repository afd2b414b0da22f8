package dev.norma.data;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Elements that are made once and kept in memory.
 *
 * @param kept the elements, from the end of the first complete pass on
 */
record Cached(Step source, AtomicReference<@Nullable List<Batch>> kept) implements Step {
    @Override
    public OptionalLong cardinality() {
        List<Batch> elements = kept.get();
        return elements == null ? source.cardinality() : OptionalLong.of(elements.size());
    }

    @Override
    public Cursor open() {
        List<Batch> elements = kept.get();
        return elements == null ? new Filling(source.open()) : new Generated(elements::iterator).open();
    }

    private final class Filling extends ElementCursor {
        private final Cursor elements;
        private final List<Batch> seen = new ArrayList<>();

        Filling(Cursor elements) {
            this.elements = elements;
        }

        @Override
        @Nullable
        Batch produce() {
            int number = elements.next();
            if (number == END) {
                kept.compareAndSet(null, List.copyOf(seen));
                return null;
            }
            Batch element = elements.take(number);
            seen.add(element);
            return element;
        }

        @Override
        void close() {
            elements.close();
        }
    }
}
