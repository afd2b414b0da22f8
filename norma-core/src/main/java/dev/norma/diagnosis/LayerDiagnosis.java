package dev.norma.diagnosis;

import dev.norma.tensor.Shape;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One batch normalization and what is known about it.
 *
 * @param path the names of the layers down to it
 * @param calls how often the network calls it
 * @param input the shape of its input
 * @param axes the axis of its channels as it was set; legacy layers may have several
 * @param axisReason why the axis looks right or wrong, in words
 * @param momentum the share of the old average that stays at each step
 * @param epsilon what is added to the variance
 * @param updates how many updates its statistics had, as far as is known
 * @param trained whether its statistics are other than those it began with
 * @param freezing what trains in it and what does not, in words
 * @param folding whether inference can fold it into the layer in front, or why not, in words
 * @param channels its channels, in order
 * @param data what data showed; null where there were none
 */
public record LayerDiagnosis(
        String path,
        int calls,
        Shape input,
        List<Integer> axes,
        String axisReason,
        double momentum,
        double epsilon,
        long updates,
        boolean trained,
        String freezing,
        String folding,
        List<Channel> channels,
        @Nullable LayerData data) {
    /** Keeps copies of its parts. */
    public LayerDiagnosis {
        axes = List.copyOf(axes);
        channels = List.copyOf(channels);
    }

    /** The axis in words, for example {@code axis -1 of [?, 8]}. */
    public String axis() {
        return axes.size() == 1
                ? "axis %d of %s".formatted(axes.getFirst(), input)
                : "axes %s of %s".formatted(axes, input);
    }

    /** How many steps its statistics need to be within 5 % of a constant value, counted from their first values. */
    public long stepsWithin5() {
        return new MovingAverage(momentum).stepsWithin(0.05);
    }

    /** The same within 1 %. */
    public long stepsWithin1() {
        return new MovingAverage(momentum).stepsWithin(0.01);
    }

    /** The median of a number that data showed, over the channels; not a number without data. */
    public double median(ToDoubleFunction<Observed> number) {
        double[] sorted = channels.stream()
                .map(Channel::observed)
                .filter(Objects::nonNull)
                .mapToDouble(number)
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
