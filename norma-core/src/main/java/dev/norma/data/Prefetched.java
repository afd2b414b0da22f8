package dev.norma.data;

import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Elements that are made ahead of need on a virtual thread. The thread ends whenever enough are ready and a new one
 * begins when there is room again; so nothing waits for a consumer that never comes back.
 */
record Prefetched(Step source, int ahead) implements Step {
    @Override
    public OptionalLong cardinality() {
        return source.cardinality();
    }

    @Override
    public Cursor open() {
        return new PrefetchCursor(source.open(), ahead);
    }

    private static final class PrefetchCursor extends ElementCursor {
        private final Cursor elements;
        private final int ahead;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final Queue<Batch> ready = new ArrayDeque<>();
        private @Nullable Throwable failure;
        private boolean filling;
        private boolean sourceEnded;
        private boolean closed;

        PrefetchCursor(Cursor elements, int ahead) {
            this.elements = elements;
            this.ahead = ahead;
        }

        @Override
        @Nullable
        Batch produce() {
            lock.lock();
            try {
                fillIfRoom();
                while (ready.isEmpty() && filling) {
                    changed.awaitUninterruptibly();
                }
                Batch element = ready.poll();
                if (element == null) {
                    rethrow();
                } else {
                    fillIfRoom();
                }
                return element;
            } finally {
                lock.unlock();
            }
        }

        private void fillIfRoom() {
            if (!filling && !sourceEnded && !closed && ready.size() < ahead) {
                filling = true;
                Thread.ofVirtual().name("norma-prefetch").start(this::fill);
            }
        }

        private void fill() {
            boolean more = true;
            while (more) {
                Batch element = null;
                Throwable thrown = null;
                try {
                    int number = elements.next();
                    element = number == END ? null : elements.take(number);
                } catch (Throwable problem) { // Kotlin and Scala throw checked ones where Java's signatures name none
                    thrown = problem;
                }
                more = offer(element, thrown);
            }
        }

        /** Hands over an element, the end or a failure, and says whether another one is wanted. */
        private boolean offer(@Nullable Batch element, @Nullable Throwable thrown) {
            lock.lock();
            try {
                if (element == null) {
                    sourceEnded = true;
                    failure = thrown;
                } else {
                    ready.add(element);
                }
                filling = !sourceEnded && !closed && ready.size() < ahead;
                if (!filling && (sourceEnded || closed)) {
                    closeSource();
                }
                changed.signalAll();
                return filling;
            } finally {
                lock.unlock();
            }
        }

        /** On the thread that fills: what fails here is thrown where the end would have come, behind what failed before. */
        private void closeSource() {
            try {
                elements.close();
            } catch (Throwable problem) {
                if (failure == null) {
                    failure = problem;
                } else {
                    failure.addSuppressed(problem);
                }
            }
        }

        private void rethrow() {
            Throwable thrown = failure;
            failure = null;
            if (thrown != null) {
                throw PrefetchCursor.<RuntimeException>unchecked(thrown);
            }
        }

        /** Any exception in the place of one that need not be declared. */
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
        }) // erased: what is thrown is the exception itself
        private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
            throw (T) thrown;
        }

        @Override
        void close() {
            lock.lock();
            try {
                closed = true;
                ready.clear();
                if (!filling) {
                    elements.close();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
