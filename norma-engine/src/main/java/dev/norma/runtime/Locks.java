package dev.norma.runtime;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/** The locks that a run of a program takes: in the order of the owners' numbers, for writing where state is updated. */
final class Locks {
    private final List<Lock> locks;

    Locks(Program program) {
        Set<Owner> written = new HashSet<>();
        program.updated().forEach(parameter -> written.add(parameter.owner()));
        Set<Owner> all = new HashSet<>(written);
        program.state().forEach(parameter -> all.add(parameter.owner()));
        this.locks = all.stream()
                .sorted(Comparator.comparingLong(Owner::id))
                .<Lock>map(owner -> written.contains(owner)
                        ? owner.lock().writeLock()
                        : owner.lock().readLock())
                .toList();
    }

    <R> R hold(Supplier<R> action) {
        int held = 0;
        try {
            for (Lock lock : locks) {
                lock.lock();
                held++;
            }
            return action.get();
        } finally {
            for (int i = held - 1; i >= 0; i--) {
                locks.get(i).unlock();
            }
        }
    }
}
