package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The batches of each epoch: all of a data set, or so many steps of it, going on where the last epoch ended. */
final class BatchSource {
    private final Dataset data;
    private final long steps;
    private long size;
    private @Nullable Iterator<Batch> open;

    BatchSource(Dataset data, long steps) {
        this.data = data;
        this.steps = steps;
        this.size = steps >= 0 ? steps : data.cardinality().orElse(-1);
    }

    /** How many batches an epoch has; -1 while that is not known. */
    long size() {
        return size;
    }

    /** The batches of the next epoch. */
    Iterable<Batch> epoch() {
        return steps < 0 ? () -> counted(data.iterator()) : this::stepped;
    }

    /** All batches there are; afterwards their number is known. */
    private Iterator<Batch> counted(Iterator<Batch> batches) {
        return new Iterator<>() {
            private long seen;

            @Override
            public boolean hasNext() {
                boolean more = batches.hasNext();
                if (!more) {
                    size = seen;
                }
                return more;
            }

            @Override
            public Batch next() {
                seen++;
                return batches.next();
            }
        };
    }

    /** So many batches, from the beginning again where the data end. */
    private Iterator<Batch> stepped() {
        return new Iterator<>() {
            private long seen;

            @Override
            public boolean hasNext() {
                if (seen < steps && (open == null || !open.hasNext())) {
                    open = data.iterator();
                }
                return seen < steps && open != null && open.hasNext();
            }

            @Override
            public Batch next() {
                if (!hasNext() || open == null) {
                    throw new NoSuchElementException();
                }
                seen++;
                return open.next();
            }
        };
    }
}
