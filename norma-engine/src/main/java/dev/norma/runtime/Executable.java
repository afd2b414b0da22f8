package dev.norma.runtime;

import dev.norma.tensor.Tensor;
import java.util.List;

/** A program compiled for given sizes. Runs from many threads at once. */
public interface Executable {
    /**
     * Computes, checks, commits. The caller holds the locks of the owners: for writing where state is updated.
     *
     * @param feeds tensors of exactly the types compiled for
     * @param scalars the numbers of this run
     * @return the results
     * @throws NonFiniteException if the program is guarded and a result or new state is not finite; no state is changed
     */
    List<Tensor> run(List<Tensor> feeds, float[] scalars);

    /**
     * Says that it will not be asked for any more: memory that runs need is freed when no run needs it, without waiting for the
     * garbage collector, which does not see how much that is. A run that comes late nevertheless works.
     */
    default void retire() {}

    /** The operations that run outside of the back end's own kernels, by name; empty if there are none. */
    default List<String> fallbacks() {
        return List.of();
    }
}
