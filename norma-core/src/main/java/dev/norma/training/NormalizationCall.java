package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.ops.Statistics;
import dev.norma.tensor.Complaint;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A call of a batch normalization, as it was drawn.
 *
 * @param path the layers' names down to it
 * @param x what it normalizes
 * @param weights what of x its statistics count: boolean where that is selected, numbers where they multiply; null for all
 * @param y what it made of it
 * @param batch the batch's own statistics, with size 1 on the axes that they are taken over
 * @param byBatch whether the batch's own statistics normalized
 */
public record NormalizationCall(
        BatchNormalization layer,
        String path,
        Value x,
        @Nullable Value weights,
        Value y,
        Statistics<Value> batch,
        boolean byBatch) {
    /** How many channels have statistics of their own. */
    public long channels() {
        return layer.movingMean().shape().size();
    }

    /** The axes of the channels, counted from 0, ascending. */
    public List<Integer> axes() {
        return layer.axes().stream().map(x.shape()::axis).sorted().toList();
    }

    /** All other axes: those that statistics are taken over, ascending. */
    public List<Integer> reduced() {
        List<Integer> channels = axes();
        return IntStream.range(0, x.shape().rank())
                .filter(axis -> !channels.contains(axis))
                .boxed()
                .toList();
    }

    /**
     * Refuses a call whose values cannot be taken out.
     *
     * @param purpose what they are wanted for, for the error
     * @throws IllegalArgumentException if it stands in the body of a loop or a choice
     */
    public void refuseInBody(String purpose) {
        if (x.isInBody()) {
            throw new Complaint(
                            "%s cannot see what comes to layer \"%s\"".formatted(purpose, path),
                            "a layer that is called outside of loops and choices",
                            "a call in the body of context.scan or context.cond",
                            "call it once for each step in place of the loop")
                    .asArgument();
        }
    }
}
