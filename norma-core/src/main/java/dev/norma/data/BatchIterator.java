package dev.norma.data;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * One pass over a {@link Dataset}. For one thread at a time. Whoever stops before the end may close it, which lets go
 * of open files at once; without that they are let go of when the iterator is forgotten.
 */
public final class BatchIterator implements Iterator<Batch>, AutoCloseable {
    private static final int NOT_ASKED = -2;

    private final Cursor cursor;
    private int upcoming = NOT_ASKED;

    BatchIterator(Cursor cursor) {
        this.cursor = cursor;
    }

    @Override
    public boolean hasNext() {
        if (upcoming == NOT_ASKED) {
            try {
                upcoming = cursor.next();
            } catch (Throwable failure) {
                closeAfter(failure);
                throw failure;
            }
            if (upcoming == Cursor.END) {
                cursor.close();
            }
        }
        return upcoming != Cursor.END;
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the dataset has no further element");
        }
        Batch batch = cursor.take(upcoming);
        upcoming = NOT_ASKED;
        return batch;
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (Throwable second) {
            failure.addSuppressed(second);
        }
    }

    /** Ends the pass; there is no next element afterwards. */
    @Override
    public void close() {
        upcoming = Cursor.END;
        cursor.close();
    }
}
