package dev.norma.data;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Passes over the source one after the other, so many times or without end. */
record Repeated(Step source, long times) implements Step {
    @Override
    public OptionalLong cardinality() {
        if (times == 0) {
            return OptionalLong.of(0);
        }
        return Cardinality.combine(source.cardinality(), OptionalLong.of(times), Cardinality::multiply);
    }

    @Override
    public Cursor open() {
        Cursor first = source.open();
        return first.numbersLast() ? new Numbers(first) : new Elements(first);
    }

    /** Counts the passes, and stops also where a pass has nothing: it would never end otherwise. */
    private final class Passes {
        private Cursor current;
        private long begun = 1;
        private boolean empty = true;

        Passes(Cursor first) {
            this.current = first;
        }

        int next() {
            if (times == 0) {
                return Cursor.END;
            }
            int number = current.next();
            while (number == Cursor.END && begun < times && !empty) {
                current.close();
                current = source.open();
                begun++;
                empty = true;
                number = current.next();
            }
            empty &= number == Cursor.END;
            return number;
        }
    }

    private final class Numbers extends OrderCursor {
        private final Passes passes;

        Numbers(Cursor first) {
            super(first);
            this.passes = new Passes(first);
        }

        @Override
        int next() {
            int number = passes.next();
            source = passes.current;
            return number;
        }
    }

    private final class Elements extends ElementCursor {
        private final Passes passes;

        Elements(Cursor first) {
            this.passes = new Passes(first);
        }

        @Override
        @Nullable
        Batch produce() {
            int number = passes.next();
            return number == END ? null : passes.current.take(number);
        }

        @Override
        void close() {
            passes.current.close();
        }
    }
}
