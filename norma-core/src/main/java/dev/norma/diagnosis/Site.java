package dev.norma.diagnosis;

import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.ops.Statistics;
import java.util.List;
import java.util.stream.IntStream;
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

    /** The axes of the channels, counted from 0, ascending. */
    List<Integer> axes() {
        return layer.axes().stream().map(x.shape()::axis).sorted().toList();
    }

    /** All other axes: those that statistics are taken over, ascending. */
    List<Integer> reduced() {
        List<Integer> channels = axes();
        return IntStream.range(0, x.shape().rank())
                .filter(axis -> !channels.contains(axis))
                .boxed()
                .toList();
    }
}
