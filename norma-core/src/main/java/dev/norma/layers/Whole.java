package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.ops.Ops;
import org.jspecify.annotations.Nullable;

/**
 * A batch with statistics of all of it.
 *
 * @param fused whether the moving variance follows that of a fused kernel
 */
record Whole(Channels channels, Weighting weighting, boolean fused) implements BatchView {
    @Override
    public Value of(Value x) {
        return x;
    }

    @Override
    public int further() {
        return 0;
    }

    @Override
    public Value back(Value y, Value x) {
        return y;
    }

    @Override
    public BatchStatistics statistics(Value x, Value view, @Nullable Value weights) {
        return BatchStatistics.of(Ops.moments(view, channels.reduced(), weights, weighting), fused);
    }
}
