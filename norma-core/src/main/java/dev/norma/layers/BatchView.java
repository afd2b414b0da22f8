package dev.norma.layers;

import dev.norma.graph.Value;
import org.jspecify.annotations.Nullable;

/** How training sees a batch: whole, or as groups each of which has statistics of its own. */
sealed interface BatchView permits Whole, Grouped {
    /** The batch as it is normalized. */
    Value of(Value x);

    /** How many axes the view has in front of x's own. */
    int further();

    /** What was computed over the view, in the shape of x. */
    Value back(Value y, Value x);

    /**
     * The statistics of a batch.
     *
     * @param view the batch as it is normalized
     * @param weights how positions of x count: broadcast against x; null for all alike
     */
    BatchStatistics statistics(Value x, Value view, @Nullable Value weights);
}
