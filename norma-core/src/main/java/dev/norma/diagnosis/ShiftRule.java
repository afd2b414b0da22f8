package dev.norma.diagnosis;

import static dev.norma.diagnosis.Figures.number;
import static dev.norma.diagnosis.Figures.percent;

import dev.norma.layers.Layer;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** Whether the stored statistics are those of the data, and if not, whether they are on the way there. */
final class ShiftRule {
    private ShiftRule() {}

    static void look(LayerCase at, Findings found) {
        LayerData data = at.facts().data();
        if (data == null || found.has(Fault.AXIS_IS_BATCH)) {
            return;
        }
        if (data.callGap() > Thresholds.CALLS_APART) {
            mixed(at, data, found);
        }
        boolean judged = at.facts().trained()
                && data.valuesPerChannel() > 1.5
                && !found.has(Fault.MIXED_CALLS)
                && !isOfGhosts(at, found);
        if (judged && !found.has(Fault.LOOKS_FROZEN) && data.shift() > allowed(at, data)) {
            shifted(at, data, found);
        }
    }

    /** Whether the stored variance is that of ghost batches which are too small: it is off whatever the data are. */
    private static boolean isOfGhosts(LayerCase at, Findings found) {
        return at.layer().virtualBatchSize() != null
                && (found.has(Fault.SMALL_BATCHES) || found.has(Fault.BATCH_OF_ONE));
    }

    private static void mixed(LayerCase at, LayerData data, Findings found) {
        found.add(
                Severity.WARNING,
                Fault.MIXED_CALLS,
                "It is called %d times on inputs whose means are %s standard deviations apart: the stored statistics are a mixture that fits none of them."
                        .formatted(at.facts().calls(), number(data.callGap())),
                "new BatchNormalization()   // one for each kind of input",
                "calls",
                at.facts().calls(),
                "apart",
                data.callGap());
    }

    /** The threshold, and what chance adds: the noise that is left in a moving average, and in the mean of the data. */
    private static double allowed(LayerCase at, LayerData data) {
        double momentum = at.facts().momentum();
        double average = data.noise() * Math.sqrt((1 - momentum) / (1 + momentum));
        double sample = data.noise() / Math.sqrt((double) data.batches());
        return Thresholds.SHIFT + Thresholds.CHANCE * (average + sample);
    }

    /** Lag, where the average had steps and not yet enough of them to forget and to settle. */
    private static boolean lags(LayerCase at) {
        double settled = Thresholds.SETTLED / (1 - at.facts().momentum());
        return at.freezing().updates() && at.facts().updates() > 1 && at.facts().updates() < settled;
    }

    /** Why the statistics are off, and what to do about it. */
    private record Reason(Fault fault, String words, String remedy) {}

    private static Reason reason(LayerCase at, LayerData data) {
        if (lags(at)) {
            return new Reason(
                    Fault.STATISTICS_LAG,
                    "The stored statistics lag: after %d updates at momentum %s they bring values"
                            .formatted(at.facts().updates(), at.facts().momentum()),
                    "%s   // or %s%d more steps"
                            .formatted(
                                    at.recalibration(),
                                    at.facts().momentum() > 0.9 ? "momentum(0.9), or " : "",
                                    data.stepsWithin5()));
        }
        Layer dropout = at.dropout();
        if (dropout != null && at.median(Observed::distance) < Thresholds.SHIFT && at.median(Observed::ratio) > 1) {
            return new Reason(
                    Fault.DROPOUT_IN_FRONT,
                    "\"%s\" in front makes values vary more in training than in inference: the stored variances are too large and bring them"
                            .formatted(dropout.name()),
                    "new Dropout(0.5)   // behind the last batch normalization, or " + at.recalibration());
        }
        return new Reason(
                Fault.STATISTICS_DIFFER,
                "The stored statistics are not those of these data: they bring values",
                at.recalibration() + "   // if these data are right; else prepare them as in training");
    }

    private static void shifted(LayerCase at, LayerData data, Findings found) {
        Reason reason = reason(at, data);
        Channel worst = at.facts().channels().stream()
                .max(Comparator.comparingDouble(
                        channel -> Objects.requireNonNull(channel.observed()).shift()))
                .orElseThrow();
        Observed observed = Objects.requireNonNull(worst.observed());
        OutputGap gap = Objects.requireNonNull(at.summary()).outputs().stream()
                .max(Comparator.comparingDouble(OutputGap::relative))
                .orElseThrow();
        boolean wrong = data.shift() > Thresholds.SHIFT_ERROR || gap.decisionsChanged() > Thresholds.DECISIONS_CHANGED;
        found.add(
                wrong ? Severity.ERROR : Severity.WARNING,
                reason.fault(),
                "%s %s standard deviations off (channel %d: stored mean %s and variance %s, data %s and %s)%s."
                        .formatted(
                                reason.words(),
                                number(data.shift()),
                                worst.index(),
                                number(worst.movingMean()),
                                number(worst.movingVariance()),
                                number(observed.mean()),
                                number(observed.variance()),
                                consequence(gap)),
                reason.remedy(),
                Stream.of(
                                Stream.of("shift", data.shift(), "output gap", data.outputGap()),
                                Stream.of("mean off", observed.distance(), "variance ratio", observed.ratio()),
                                Stream.of("updates", at.facts().updates()),
                                Stream.of("steps to 5 %", data.stepsWithin5(), "steps to 1 %", data.stepsWithin1()),
                                Stream.of("decisions changed", gap.decisionsChanged()))
                        .flatMap(part -> part)
                        .toArray());
    }

    private static String consequence(OutputGap gap) {
        if (!Double.isNaN(gap.accuracyByStored())) {
            return "; by the batch %s of the labels are right, in inference %s"
                    .formatted(percent(gap.accuracyByBatch()), percent(gap.accuracyByStored()));
        }
        if (!Double.isNaN(gap.decisionsChanged())) {
            return "; in inference %s of the decisions are others".formatted(percent(gap.decisionsChanged()));
        }
        return "; in inference the output is " + gap.inWords();
    }
}
