package dev.norma.diagnosis;

import dev.norma.layers.BatchNormalization;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A layer whose moving statistics have made too few steps.
 *
 * @param made how many they have made since they began
 * @param missing how many are missing
 */
record Lag(BatchNormalization layer, long made, long missing) {
    private static final double FASTER = 0.9;

    /** The lag of a layer; empty if it has none, or if it is not known when its statistics began. */
    static Optional<Lag> of(BatchNormalization layer, StatisticsAge age) {
        OptionalLong made = layer.isBuilt() ? age.steps(layer) : OptionalLong.empty();
        if (made.isEmpty() || made.getAsLong() == 0) {
            return Optional.empty();
        }
        long missing = new MovingAverage(layer.momentum()).stepsMissing(HintRules.ARRIVED, made.getAsLong());
        return missing == 0 || missing == MovingAverage.NEVER
                ? Optional.empty()
                : Optional.of(new Lag(layer, made.getAsLong(), missing));
    }

    String inWords() {
        return String.format(
                Locale.ROOT,
                "after %d of the %d steps that momentum %s needs (%d to go), the moving statistics of %s are still %.0f %% what they began with",
                made,
                made + missing,
                Double.toString(layer.momentum()),
                missing,
                layer,
                100 * new MovingAverage(layer.momentum()).remaining(made));
    }

    String remedy() {
        return layer.momentum() <= FASTER
                ? "train on, or model.recalibrate(train) gives exact ones now"
                : "model.recalibrate(train) gives exact ones now, momentum(%s) needs %d steps"
                        .formatted(FASTER, new MovingAverage(FASTER).stepsWithin(HintRules.ARRIVED));
    }
}
