package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;

/** A batch as groups each of which has statistics of its own: its axis is seen as two. */
sealed interface Grouped extends BatchView permits Ghosts, Replicas {
    /** How the batch axis is split. */
    SplitBatch split();

    @Override
    default Value of(Value x) {
        return split().of(x);
    }

    @Override
    default int further() {
        return 1;
    }

    @Override
    default Value back(Value y, Value x) {
        return Ops.reshapeLike(y, x);
    }
}
