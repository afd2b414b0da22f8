package dev.norma.diagnosis;

import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The channels of a batch normalization: its weights, and what was added up over data. */
final class Channels {
    /** What needs more steps than this is never there. */
    private static final long MOST_STEPS = 1_000_000_000;

    private final BatchNormalization layer;
    private final List<Tally> tallies;
    private final List<Channel> all = new ArrayList<>();
    private final boolean trained;

    /**
     * The channels of a layer.
     *
     * @param tallies one for each call; empty without data
     */
    Channels(BatchNormalization layer, List<Tally> tallies) {
        this.layer = layer;
        this.tallies = tallies.stream().filter(tally -> tally.batches() > 0).toList();
        double[] mean = layer.movingMean().value().toDoubles();
        double[] variance = layer.movingVariance().value().toDoubles();
        double[] gamma = affine("gamma", 1, mean.length);
        double[] beta = affine("beta", 0, mean.length);
        for (int c = 0; c < mean.length; c++) {
            Observed observed = this.tallies.isEmpty() ? null : observed(c, mean[c], variance[c]);
            all.add(new Channel(c, gamma[c], beta[c], mean[c], variance[c], observed));
        }
        trained = !StatisticsAge.isInitial(layer);
    }

    List<Channel> all() {
        return all;
    }

    /** Whether the stored statistics are others than those that the layer began with. */
    boolean trained() {
        return trained;
    }

    private double[] affine(String name, double absent, int count) {
        return layer.weights().stream()
                .filter(weight -> weight.name().equals(name))
                .findFirst()
                .map(Weight::value)
                .map(value -> value.toDoubles())
                .orElseGet(
                        () -> DoubleStream.generate(() -> absent).limit(count).toArray());
    }

    private Observed observed(int channel, double storedMean, double storedVariance) {
        return Observed.of(
                average(channel, Tally::mean),
                average(channel, Tally::variance),
                storedMean,
                storedVariance,
                layer.epsilon(),
                Histogram.of(sample(channel, Tally::before)),
                Histogram.of(sample(channel, Tally::after)));
    }

    private double average(int channel, Function<Tally, double[]> numbers) {
        return tallies.stream()
                .mapToDouble(tally -> numbers.apply(tally)[channel])
                .average()
                .orElseThrow();
    }

    private double[] sample(int channel, BiFunction<Tally, Integer, double[]> values) {
        return tallies.stream()
                .flatMapToDouble(tally -> Arrays.stream(values.apply(tally, channel)))
                .toArray();
    }

    /** What data showed about the layer as a whole; null without data. */
    @Nullable
    LayerData data() {
        if (tallies.isEmpty()) {
            return null;
        }
        return new LayerData(
                tallies.stream().mapToLong(Tally::batches).max().orElse(0),
                tallies.stream()
                        .mapToLong(Tally::broken)
                        .filter(batch -> batch > 0)
                        .min()
                        .orElse(0),
                tallies.stream().mapToDouble(Tally::most).max().orElse(0),
                tallies.stream().mapToDouble(Tally::fewest).min().orElse(0),
                tallies.stream().mapToDouble(Tally::noise).max().orElse(0),
                shift(1),
                tallies.stream().mapToDouble(Tally::outputGap).max().orElse(0),
                callGap(),
                steps(0.05),
                steps(0.01));
    }

    /** The shift of all channels when this share of what the stored statistics are off is left. */
    private double shift(double left) {
        return Math.sqrt(all.stream()
                .mapToDouble(channel -> {
                    Observed data = Objects.requireNonNull(channel.observed());
                    return Observed.shift(
                            data.mean(),
                            data.variance(),
                            data.mean() + left * (channel.movingMean() - data.mean()),
                            data.variance() + left * (channel.movingVariance() - data.variance()),
                            layer.epsilon());
                })
                .map(one -> one * one)
                .average()
                .orElse(0));
    }

    /** The fewest steps after which the shift is this small, if data and weights stay as they are. */
    private long steps(double small) {
        MovingAverage average = new MovingAverage(layer.momentum());
        long enough = 0;
        while (!(shift(average.remaining(enough)) <= small)) {
            if (enough > MOST_STEPS) {
                return MovingAverage.NEVER;
            }
            enough = 2 * enough + 1;
        }
        long tooFew = (enough - 1) / 2;
        while (enough - tooFew > 1) {
            long between = (enough + tooFew) / 2;
            if (shift(average.remaining(between)) <= small) {
                enough = between;
            } else {
                tooFew = between;
            }
        }
        return enough;
    }

    /** How far the means of the calls are from their mean, in standard deviations: root of the mean square. */
    private double callGap() {
        if (tallies.size() < 2) {
            return 0;
        }
        return Math.sqrt(IntStream.range(0, all.size())
                .mapToDouble(c -> {
                    double mean = average(c, Tally::mean);
                    double apart = tallies.stream()
                            .mapToDouble(tally -> Math.pow(tally.mean()[c] - mean, 2))
                            .average()
                            .orElse(0);
                    return apart / (average(c, Tally::variance) + layer.epsilon());
                })
                .average()
                .orElse(0));
    }
}
