package dev.norma.diagnosis;

import static dev.norma.diagnosis.Words.ofChannels;

import java.util.stream.DoubleStream;

/** Numbers that cannot be right: not finite, or a variance below zero. */
final class BrokenRule {
    private BrokenRule() {}

    static void look(LayerCase at, Findings found) {
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
