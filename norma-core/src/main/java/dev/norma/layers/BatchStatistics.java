package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import java.util.function.UnaryOperator;

/**
 * What a batch says about its channels.
 *
 * @param normalizing what the batch is normalized with: of all of it, or of each group that it is seen as
 * @param mean what the moving mean follows
 * @param variance what the moving variance follows, and renorm corrects towards
 */
record BatchStatistics(Statistics<Value> normalizing, Value mean, Value variance) {
    /**
     * The averages follow the statistics that normalize.
     *
     * @param fused whether they follow the variance that a fused kernel gives
     */
    static BatchStatistics of(Statistics<Value> batch, boolean fused) {
        return new BatchStatistics(batch, batch.mean(), fused ? unbiased(batch) : batch.variance());
    }

    /** The averages follow something else than the statistics of each group, for example their mean. */
    BatchStatistics following(UnaryOperator<Value> of) {
        return new BatchStatistics(normalizing, of.apply(mean), of.apply(variance));
    }

    /** The variance times N / (N - 1), where N - 1 is at least 1. */
    private static Value unbiased(Statistics<Value> batch) {
        Value count = batch.divisor();
        Value less = Ops.maximum(Ops.subtract(count, 1), 1);
        return Ops.multiply(batch.variance(), Ops.divide(count, less));
    }
}
