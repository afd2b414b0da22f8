package dev.norma.diagnosis;

import static dev.norma.diagnosis.Words.ofChannels;

import java.util.stream.DoubleStream;

/** Numbers that cannot be right: not finite, or a variance below zero. */
final class BrokenRule {
    private BrokenRule() {}

    /**
     * Looks at weights, and at what comes in.
     *
     * @param inFront whether a layer in front has such numbers, which then come in here
     */
    static void look(LayerCase at, boolean inFront, Findings found) {
        weights(at, found);
        LayerData data = at.facts().data();
        if (found.all().isEmpty() && !inFront && data != null && data.notFinite() > 0) {
            input(at, data, found);
        }
    }

    private static void input(LayerCase at, LayerData data, Findings found) {
        long broken = at.count(channel -> channel.observed() != null
                && !Double.isFinite(channel.observed().variance()));
        found.add(
                Severity.ERROR,
                Fault.NOT_FINITE,
                "What comes in is infinite or not a number in %s, first in batch %d of these data."
                        .formatted(ofChannels(broken, at.channels()), data.notFinite()),
                "data.filter(row -> Double.isFinite(Ops.sum(row.x()).item()))   // leaves such rows out; if there are none, layers in front overflow",
                "channels",
                broken,
                "batch",
                data.notFinite());
    }

    private static void weights(LayerCase at, Findings found) {
        long broken = at.count(channel -> !DoubleStream.of(
                        channel.gamma(), channel.beta(), channel.movingMean(), channel.movingVariance())
                .allMatch(Double::isFinite));
        long negative = at.count(channel -> channel.movingVariance() < 0);
        if (broken > 0) {
            found.add(
                    Severity.ERROR,
                    Fault.NOT_FINITE,
                    "gamma, beta or the stored statistics of %s are infinite or not a number, and so is what they give."
                            .formatted(ofChannels(broken, at.channels())),
                    "model.compile(Compile.with(optimizer).onNonFinite(OnNonFinite.THROW))   // then find the step that throws",
                    "channels",
                    broken);
        }
        if (negative > 0) {
            found.add(
                    Severity.ERROR,
                    Fault.NEGATIVE_VARIANCE,
                    "The stored variance of %s is below zero (down to %s), which no data have: the weights were probably set in another order."
                            .formatted(
                                    ofChannels(negative, at.channels()),
                                    Figures.number(-at.largest(channel -> -channel.movingVariance()))),
                    "%s.setWeights(List.of(gamma, beta, movingMean, movingVariance))".formatted(at.code()),
                    "channels",
                    negative,
                    "smallest variance",
                    -at.largest(channel -> -channel.movingVariance()));
        }
    }
}
