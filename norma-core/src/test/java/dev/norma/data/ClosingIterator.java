package dev.norma.data;

import dev.norma.tensor.Tensor;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The numbers 0, 1, ... from something that must be closed. */
final class ClosingIterator implements Iterator<Batch>, AutoCloseable {
    private final int size;
    private final @Nullable String failure;
    private int next;
    private int closed;

    /** So many numbers; closing throws an exception that says the failure, if there is one. */
    ClosingIterator(int size, @Nullable String failure) {
        this.size = size;
        this.failure = failure;
    }

    @Override
    public boolean hasNext() {
        return next < size;
    }

    @Override
    public Batch next() {
        return Batch.row(Tensor.scalar(next++));
    }

    @Override
    public void close() {
        closed++;
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    /** How often it was closed. */
    int closed() {
        return closed;
    }
}
