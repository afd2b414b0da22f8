package dev.norma.diagnosis;

import static dev.norma.diagnosis.Figures.number;

/** Whether batches are large enough, and alike enough, to normalize by. */
final class BatchRule {
    private BatchRule() {}

    static void look(LayerCase at, Findings found) {
        LayerData data = at.facts().data();
        DataSummary summary = at.summary();
        if (data == null || summary == null || !at.freezing().byBatch() || found.has(Fault.AXIS_IS_BATCH)) {
            return;
        }
        if (data.fewestPerChannel() < 1.5) {
            ones(data, found);
        } else if (data.noise() > Thresholds.NOISE) {
            noisy(data, summary, found);
        }
    }

    private static void ones(LayerData data, Findings found) {
        boolean all = data.valuesPerChannel() < 1.5;
        found.add(
                all ? Severity.ERROR : Severity.WARNING,
                Fault.BATCH_OF_ONE,
                all
                        ? "Every batch has one value for each channel: its variance is 0, training gives beta whatever comes in, and the stored variance goes to 0."
                        : "The smallest batch has one value for each channel: its variance of 0 goes into the stored one, at momentum as if it were a whole batch.",
                all ? "data.batch(32)" : "data.batch(n, true)   // drops a last batch that is smaller",
                "values per channel",
                data.valuesPerChannel(),
                "fewest",
                data.fewestPerChannel());
    }

    private static void noisy(LayerData data, DataSummary summary, Findings found) {
        boolean small = summary.largestBatch() < Thresholds.EXAMPLES;
        found.add(
                Severity.WARNING,
                small ? Fault.SMALL_BATCHES : Fault.UNEVEN_BATCHES,
                small
                        ? "Batches of %d examples (%s values for each channel) have means that scatter by %s standard deviations: training normalizes by noise."
                                .formatted(
                                        summary.largestBatch(),
                                        Math.round(data.valuesPerChannel()),
                                        number(data.noise()))
                        : "The means of batches scatter by %s standard deviations, where %d independent examples would give %s at most: the batches are unlike each other."
                                .formatted(
                                        number(data.noise()),
                                        summary.largestBatch(),
                                        number(1 / Math.sqrt((double) summary.largestBatch()))),
                small
                        ? "data.batch(32)   // or new LayerNormalization(), which needs no batch"
                        : "data.shuffle(10_000).batch(n)   // shuffle rows before they are batched",
                "noise",
                data.noise(),
                "values per channel",
                data.valuesPerChannel(),
                "examples",
                summary.largestBatch());
    }
}
