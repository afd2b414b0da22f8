package dev.norma.diagnosis;

import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.ops.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * A call of a batch normalization in a drawing.
 *
 * @param path the layers' names down to the call
 * @param weights what of x the statistics count; null where all of it counts
 * @param byBatch whether y was normalized by the statistics of the batch
 */
record Site(
        BatchNormalization layer,
        String path,
        Value x,
        @Nullable Value weights,
        Value y,
        Statistics<Value> batch,
        boolean byBatch) {
    /** How many channels have statistics of their own. */
    long channels() {
        return layer.movingMean().shape().size();
    }

    /** The axis of the channels, counted from 0. */
    int axis() {
        return x.shape().axis(layer.axis());
    }
}
