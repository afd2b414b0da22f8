package dev.norma.data;

import dev.norma.tensor.Complaint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Elements from an iterator of the user's, a new one for each pass. It is closed if it can be. */
record Generated(Supplier<? extends Iterator<Batch>> passes) implements Step {
    @Override
    public OptionalLong cardinality() {
        return OptionalLong.empty();
    }

    @Override
    public Cursor open() {
        return new IteratorCursor(present(passes.get(), "the supplier", "an iterator for each pass"));
    }

    private static final class IteratorCursor extends ElementCursor {
        private final Iterator<Batch> elements;
        private boolean closed;

        IteratorCursor(Iterator<Batch> elements) {
            this.elements = elements;
        }

        @Override
        @Nullable
        Batch produce() {
            return elements.hasNext()
                    ? present(elements.next(), "the iterator", "an element whenever hasNext is true")
                    : null;
        }

        @Override
        void close() {
            if (!closed && elements instanceof AutoCloseable open) {
                closed = true;
                close(open);
            }
        }

        private static void close(AutoCloseable open) {
            try {
                open.close();
            } catch (RuntimeException failure) {
                throw failure;
            } catch (IOException failure) {
                throw new UncheckedIOException("the iterator given to generator cannot be closed", failure);
            } catch (Exception failure) {
                throw new IllegalStateException("the iterator given to generator cannot be closed", failure);
            }
        }
    }

    private static <T> T present(@Nullable T given, String giver, String expected) {
        if (given == null) {
            throw new Complaint(
                            giver + " given to generator gave null",
                            expected,
                            "null",
                            "leave out what is not there; the end is hasNext() == false")
                    .asState();
        }
        return given;
    }
}
