package dev.norma.runtime;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The locks that are taken for a run of a program, or to set parameters: in the order of the owners' numbers. */
final class Locks {
    private final List<Lock> locks;

    Locks(Program program) {
        this(owners(program.updated()), owners(program.state()));
    }

    /** The locks of these owners: for writing, and, as far as they are others, for reading. */
    Locks(Set<Owner> written, Set<Owner> read) {
        Set<Owner> all = new HashSet<>(written);
        all.addAll(read);
        this.locks = all.stream()
                .sorted(Comparator.comparingLong(Owner::id))
                .<Lock>map(owner -> written.contains(owner)
                        ? owner.lock().writeLock()
                        : owner.lock().readLock())
                .toList();
    }

    static Set<Owner> owners(Collection<Parameter> parameters) {
        return parameters.stream().map(Parameter::owner).collect(Collectors.toSet());
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
