package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Is told of each call of a batch normalization while a trace is drawn, in the order of the calls, and may decide for it
 * which statistics normalize. What recalibrates, examines or hints is one.
 *
 * <p>With a watch a layer draws the statistics of its batch in inference too (with the mask, if there is one). What
 * nobody asks for is not computed. A watch decides nothing about updates: {@code trace().dropUpdates()} forgets them.
 */
public interface BatchWatch {
    /**
     * Which statistics normalize in this call: true for the batch's, without updates or the corrections of training
     * unless the call is one of training; false for the stored ones; null as the layer decides.
     *
     * @param path the layers' names down to this call, joined by {@code /}
     */
    default @Nullable Boolean byBatch(BatchNormalization layer, String path) {
        return null;
    }

    /**
     * Told of a call that is drawn.
     *
     * @param x the input, in the type in which the statistics are computed
     * @param weights what of x the statistics count, broadcast against it: a mask that selects is boolean, one that
     *     multiplies is not; null where all of it counts
     * @param y the result
     * @param batch mean and biased variance of x over all axes but the channels', which stay with size 1, and the divisor:
     *     the number of values, or of those that a mask leaves, for each channel
     * @param byBatch whether y was normalized by these statistics
     */
    void normalized(
            BatchNormalization layer,
            String path,
            Value x,
            @Nullable Value weights,
            Value y,
            Statistics<Value> batch,
            boolean byBatch);
}
