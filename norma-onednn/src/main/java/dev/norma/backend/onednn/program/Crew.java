package dev.norma.backend.onednn.program;

import dev.norma.backend.onednn.ffi.Team;
import dev.norma.backend.onednn.kernels.Scratch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own threads. One of them leads: it runs the large programs, one after the other, and so is the only thread that
 * OpenMP gives a team to. The others help it with our own kernels; they spin for a moment between two kernels, then sleep.
 */
public final class Crew implements Workers {
    private static final int SPINS = 2_000;

    private final Scratch[] scratches;
    private final Thread[] helpers;
    private final LinkedTransferQueue<Task<?>> tasks = new LinkedTransferQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Thread leader;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile @Nullable Work work;
    private volatile @Nullable Throwable failure;

    private static final class Task<R extends @Nullable Object> {
        final Supplier<R> action;
        final Thread caller = Thread.currentThread();

        @Nullable
        R result;

        @Nullable
        Throwable failure;

        volatile boolean done;

        Task(Supplier<R> action) {
            this.action = action;
        }

        void run() {
            try {
                result = action.get();
            } catch (Throwable thrown) {
                failure = thrown;
            }
            done = true;
            LockSupport.unpark(caller);
        }
    }

    /** So many threads, the leader included. */
    public Crew(int threads, Team team) {
        scratches = new Scratch[threads];
        helpers = new Thread[threads - 1];
        for (int t = 0; t < threads; t++) {
            scratches[t] = new Scratch();
        }
        for (int t = 0; t < helpers.length; t++) {
            int part = t + 1;
            helpers[t] = Thread.ofPlatform().daemon().name("norma-" + part).start(() -> help(part));
        }
        leader = Thread.ofPlatform().daemon().name("norma-0").start(() -> {
            team.size(threads);
            lead();
        });
    }

    /** Runs on the leading thread, and waits. */
    public void lead(Runnable action) {
        lead(() -> {
            action.run();
            return true;
        });
    }

    /** Runs on the leading thread, and waits for the result; virtual threads wait without holding a platform thread. */
    @SuppressWarnings("NullAway") // a task that is done without a failure has what its action gave
    public <R extends @Nullable Object> R lead(Supplier<R> action) {
        if (Thread.currentThread().equals(leader)) {
            return action.get();
        }
        Task<R> task = new Task<>(action);
        tasks.add(task);
        boolean interrupted = false;
        while (!task.done) {
            LockSupport.park(task);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (task.failure != null) {
            throw rethrown(task.failure);
        }
        return task.result;
    }

    @Override
    public int size() {
        return scratches.length;
    }

    @Override
    public Scratch scratch() {
        return scratches[0];
    }

    @Override
    public void share(Work shared) {
        if (helpers.length == 0) {
            shared.part(scratches[0], 0, 1);
            return;
        }
        open.set(helpers.length);
        work = shared;
        turn.incrementAndGet();
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        Throwable own = null;
        try {
            shared.part(scratches[0], 0, scratches.length);
        } catch (Throwable thrown) {
            own = thrown;
        }
        for (int spin = 0; open.get() > 0; spin++) {
            pause(spin);
        }
        Throwable theirs = failure;
        failure = null;
        if (own != null) {
            throw rethrown(own);
        }
        if (theirs != null) {
            throw rethrown(theirs);
        }
    }

    private void lead() {
        while (true) {
            try {
                tasks.take().run();
            } catch (InterruptedException _) {
                // Nobody stops the leader.
            }
        }
    }

    private void help(int part) {
        int seen = 0;
        while (true) {
            for (int spin = 0; turn.get() == seen; spin++) {
                pause(spin);
            }
            seen = turn.get();
            Work shared = work;
            try {
                if (shared != null) {
                    shared.part(scratches[part], part, scratches.length);
                }
            } catch (Throwable thrown) {
                failure = thrown;
            }
            if (open.decrementAndGet() == 0) {
                LockSupport.unpark(leader);
            }
        }
    }

    private void pause(int spin) {
        if (spin < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.park(this);
        }
    }

    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }
}
