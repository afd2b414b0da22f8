package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
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
        if (synchronize) {
            return BatchStatistics.of(together(view, reduced, seen), false);
        }
        Statistics<Value> each = Ops.moments(view, reduced, seen, semantics.weighting());
        return BatchStatistics.of(each, fused)
                .following(
                        semantics == Semantics.KERAS3
                                ? statistic -> Ops.slice(statistic, 0, 0, 1)
                                : statistic -> Ops.mean(statistic, true, 0));
    }

    private Statistics<Value> together(Value view, List<Integer> reduced, @Nullable Value weights) {
        if (weights == null || semantics.weighting() == Weighting.MULTIPLIED) {
            return Ops.mergedMoments(Ops.moments(view, reduced, weights, Weighting.MULTIPLIED), true, 0);
        }
        Value counted = Ops.where(weights, view, 0);
        Value ones = Ops.cast(weights, view.dtype());
        return added(Ops.mergedMoments(Ops.moments(counted, reduced, ones, Weighting.MULTIPLIED), true, 0));
    }

    /** With what is added to a number of selected elements, once for all replicas. */
    private static Statistics<Value> added(Statistics<Value> exact) {
        Value divisor = Ops.add(exact.divisor(), Weighting.ADDED);
        Value share = Ops.divide(exact.divisor(), divisor);
        Value mean = Ops.multiply(share, exact.mean());
        Value apart = Ops.square(Ops.subtract(exact.mean(), mean));
        return new Statistics<>(mean, Ops.multiply(share, Ops.add(exact.variance(), apart)), divisor);
    }
}
