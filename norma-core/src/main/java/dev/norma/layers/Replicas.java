package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch as the slices that replicas have of it.
 *
 * <pre>
 *   x       [B, ...]
 *   view    [count, B / count, ...]    a slice of neighbours for each replica, which axis 0 counts
 * </pre>
 *
 * Synchronized, all are normalized by the statistics of all together. Otherwise each is by its own, and the averages follow
 * those of the first replica in Keras 3, their mean before it.
 *
 * @param split into the replicas, and how many examples each has
 */
record Replicas(SplitBatch split, boolean synchronize, boolean fused, Channels channels, Semantics semantics)
        implements Grouped {
    @Override
    public BatchStatistics statistics(Value x, Value view, @Nullable Value weights) {
        Value seen = weights == null ? null : of(Ops.broadcastLike(weights, x));
        List<Integer> reduced = new ArrayList<>();
        channels.reduced().forEach(axis -> reduced.add(axis + 1));
        Statistics<Value> each = Ops.moments(view, reduced, seen, semantics.weighting());
        if (synchronize) {
            return BatchStatistics.of(Ops.mergedMoments(each, true, 0), false);
        }
        return BatchStatistics.of(each, fused)
                .following(
                        semantics == Semantics.KERAS3
                                ? statistic -> Ops.slice(statistic, 0, 0, 1)
                                : statistic -> Ops.mean(statistic, true, 0));
    }
}
