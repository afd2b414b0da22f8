package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.data.BatchIterator;
import dev.norma.data.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * The batches of each epoch: all of a data set, or so many steps of it, going on where the last epoch ended. Where the data
 * end before the steps do, the epoch ends there, and the next one begins with the first batch, as in Keras.
 */
final class BatchSource implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(BatchSource.class.getName());

    private final Dataset data;
    private final long steps;
    private long size;
    private long seen;
    private boolean warned;
    private @Nullable BatchIterator open;

    /**
     * The batches of a data set.
     *
     * @param steps how many make an epoch; -1 for all there are
     */
    BatchSource(Dataset data, long steps) {
        this.data = data;
        this.steps = steps;
        this.size = steps >= 0 ? steps : data.cardinality().orElse(-1);
    }

    /** How many batches an epoch has; -1 while that is not known. */
    long size() {
        return size;
    }

    /** Begins an epoch. */
    void begin() {
        seen = 0;
        if (steps < 0 || open == null || !open.hasNext()) {
            close();
            open = data.iterator();
        }
    }

    /** Whether the epoch has another batch. */
    boolean hasNext() {
        if (open == null || seen == steps) {
            return false;
        }
        if (open.hasNext()) {
            return true;
        }
        if (steps < 0) {
            size = seen;
        } else {
            warn();
        }
        return false;
    }

    private void warn() {
        if (!warned) {
            warned = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the data ended after {0} of {1} steps, and the epoch with them; repeat() the data set for whole epochs",
                    seen,
                    steps);
        }
    }

    /** The next batch of the epoch. */
    Batch next() {
        if (open == null) {
            throw new AssertionError("no epoch has begun");
        }
        seen++;
        return open.next();
    }

    /** Lets go of what the data set has open. */
    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
