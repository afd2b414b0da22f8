package dev.norma.backend.onednn.ffi;

import dev.norma.backend.onednn.library.LoadedLibrary;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * How many threads OpenMP gives to the calling thread's next primitives. It is a setting of each thread, and a primitive keeps
 * the number it was made with: make it and run it under the same one.
 */
public final class Team {
    private static final MethodHandle SET = Downcall.nothing("I");
    private static final MethodHandle GET = Downcall.status("");

    private final @Nullable MemorySegment set;
    private final @Nullable MemorySegment get;

    /** The OpenMP runtime of a library. */
    public Team(LoadedLibrary library) {
        this.set = library.optionalFunction("omp_set_num_threads").orElse(null);
        this.get = library.optionalFunction("omp_get_max_threads").orElse(null);
    }

    /** Gives the calling thread this many, itself included; does nothing where the runtime cannot be reached. */
    public void size(int threads) {
        if (set == null) {
            return;
        }
        try {
            SET.invokeExact(set, threads);
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }

    /** How many the calling thread has; 1 where the runtime cannot be reached. */
    public int size() {
        if (get == null) {
            return 1;
        }
        try {
            return (int) GET.invokeExact(get);
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }
}
