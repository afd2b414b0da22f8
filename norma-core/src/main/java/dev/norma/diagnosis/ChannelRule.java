package dev.norma.diagnosis;

import static dev.norma.diagnosis.Figures.number;
import static dev.norma.diagnosis.Words.ofChannels;

import dev.norma.diagnosis.AxisOrigin.Role;

/** Channels that are dead, or explode. */
final class ChannelRule {
    private ChannelRule() {}

    static void look(LayerCase at, Findings found) {
        gamma(at, found);
        if (at.facts().trained() && !found.has(Fault.BATCH_OF_ONE) && !found.has(Fault.AXIS_IS_BATCH)) {
            variance(at, found);
        }
        exploding(at, found);
    }

    private static void gamma(LayerCase at, Findings found) {
        boolean moved = at.layer().weights().stream()
                .anyMatch(weight ->
                        weight.name().equals("gamma") && weight.parameter().version() > 0);
        if (!moved) {
            return; // none, or as it was made: zeros at the end of a residual branch are meant
        }
        double largest = at.largest(channel -> Math.max(Math.abs(channel.gamma()), Math.abs(channel.beta())));
        double dying = Thresholds.GAMMA * Math.max(largest, Thresholds.GAMMA);
        long dead = at.count(channel -> Math.abs(channel.gamma()) <= dying);
        if (dead > 0) {
            found.add(
                    severity(dead, at),
                    Fault.DEAD_GAMMA,
                    "gamma of %s is nearly 0 (the largest gamma or beta is %s), so that they give beta whatever comes in."
                            .formatted(ofChannels(dead, at.channels()), number(largest)),
                    "new BatchNormalization()   // without a gammaRegularizer, or with fewer channels in front",
                    "channels",
                    dead,
                    "of",
                    at.channels());
        }
    }

    private static void variance(LayerCase at, Findings found) {
        long dead = at.count(channel -> {
            Observed observed = channel.observed();
            double largest = observed == null
                    ? channel.movingVariance()
                    : Math.max(channel.movingVariance(), observed.variance());
            return at.varianceShare(largest) < Thresholds.VARIANCE_SHARE
                    || (observed != null && observed.variance() == 0);
        });
        if (dead > 0) {
            found.add(
                    severity(dead, at),
                    Fault.DEAD_VARIANCE,
                    "The variance of %s is far below epsilon (%s): what comes in is a constant, or too small in scale to be told from one."
                            .formatted(
                                    ofChannels(dead, at.channels()),
                                    number(at.facts().epsilon())),
                    at.origin().role() == Role.INPUT
                            ? "new BatchNormalization().epsilon(1e-6)   // or leave constant features out, and scale others to about 1"
                            : "new Dense(units).kernelInitializer(\"he_normal\")   // or a smaller learning rate, or inputs scaled to about 1",
                    "channels",
                    dead,
                    "of",
                    at.channels());
        }
    }

    private static Severity severity(long dead, LayerCase at) {
        return dead == at.channels()
                ? Severity.ERROR
                : dead < Thresholds.DEAD_SHARE * at.channels() ? Severity.INFO : Severity.WARNING;
    }

    private static void exploding(LayerCase at, Findings found) {
        double[] variances = at.facts().channels().stream()
                .mapToDouble(Channel::movingVariance)
                .sorted()
                .toArray();
        double median = variances.length == 0 ? 0 : variances[variances.length / 2];
        boolean raw = at.origin().role() == Role.INPUT;
        long large = at.count(channel -> Math.abs(channel.gamma()) > Thresholds.LARGE_GAMMA
                || (!raw
                        && channel.movingVariance()
                                > Thresholds.LARGE_VARIANCE
                                        * (median + at.facts().epsilon())));
        if (large > 0) {
            found.add(
                    Severity.WARNING,
                    Fault.EXPLODING,
                    "Numbers explode in %s: gamma up to %s, stored variance up to %s where the median is %s."
                            .formatted(
                                    ofChannels(large, at.channels()),
                                    number(at.largest(channel -> Math.abs(channel.gamma()))),
                                    number(at.largest(Channel::movingVariance)),
                                    number(median)),
                    "new Adam(1e-4).clipnorm(1)   // a smaller learning rate, clipped gradients, or a kernelRegularizer",
                    "channels",
                    large,
                    "largest gamma",
                    at.largest(channel -> Math.abs(channel.gamma())),
                    "largest variance",
                    at.largest(Channel::movingVariance),
                    "median variance",
                    median);
        }
    }
}
