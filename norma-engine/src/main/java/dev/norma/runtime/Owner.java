package dev.norma.runtime;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Who parameters belong to, for locking: predictions read, training steps write. One for each layer that has parameters
 * of its own, so that models which share a layer share its lock.
 */
public final class Owner {
    private static final AtomicLong COUNT = new AtomicLong();

    private final long id = COUNT.incrementAndGet();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** The order in which locks are taken: ascending, so that two programs never wait for each other. */
    long id() {
        return id;
    }

    ReentrantReadWriteLock lock() {
        return lock;
    }
}
