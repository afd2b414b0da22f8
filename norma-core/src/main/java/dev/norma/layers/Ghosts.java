package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch as ghost batches, as TensorFlow forms them: not of neighbours, but of every B / size-th example.
 *
 * <pre>
 *   x       [B, ...]
 *   view    [size, B / size, ...]    example i is in ghost batch i mod (B / size), which axis 1 counts
 * </pre>
 *
 * The averages follow the plain mean of the statistics of all ghost batches, so that the variance between them is lost.
 *
 * @param split into the members of a ghost batch, and how many ghost batches there are
 */
record Ghosts(SplitBatch split, Channels channels, Semantics semantics) implements Grouped {
    /** A mask is refused before. */
    @Override
    public BatchStatistics statistics(Value x, Value view, @Nullable Value weights) {
        List<Integer> reduced = new ArrayList<>(List.of(0));
        channels.reduced().stream().filter(axis -> axis > 0).forEach(axis -> reduced.add(axis + 1));
        Statistics<Value> each = Ops.moments(view, reduced, null, semantics.weighting());
        return BatchStatistics.of(each, false).following(statistic -> Ops.mean(statistic, true, 1));
    }
}
