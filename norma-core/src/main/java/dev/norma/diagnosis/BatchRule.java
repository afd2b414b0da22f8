package dev.norma.diagnosis;

import static dev.norma.diagnosis.Figures.number;

import org.jspecify.annotations.Nullable;

/** Whether batches are large enough, and alike enough, to normalize by. */
final class BatchRule {
    private final LayerData data;
    private final long examples;
    private final boolean ghosts;
    private final double part;

    private BatchRule(LayerData data, long batch, @Nullable Integer ghost) {
        this.data = data;
        this.ghosts = ghost != null;
        this.examples = ghost == null ? batch : Math.min(ghost, batch);
        this.part = (double) examples / batch;
    }

    static void look(LayerCase at, Findings found) {
        LayerData data = at.facts().data();
        DataSummary summary = at.summary();
        if (data == null || summary == null || !at.freezing().byBatch() || found.has(Fault.AXIS_IS_BATCH)) {
            return;
        }
        new BatchRule(data, summary.largestBatch(), at.layer().virtualBatchSize()).look(found);
    }

    private void look(Findings found) {
        if (fewest() < 1.5) {
            ones(found);
        } else if (noise() > Thresholds.NOISE) {
            noisy(found);
        }
    }

    /** How many values each channel has of what is normalized together. */
    private double values() {
        return part * data.valuesPerChannel();
    }

    /** The same of the smallest batch; ghost batches are all of one size. */
    private double fewest() {
        return ghosts ? values() : data.fewestPerChannel();
    }

    /** How far the means of batches scatter; of ghost batches, if their examples are independent. */
    private double noise() {
        return data.noise() / Math.sqrt(part);
    }

    /** What is normalized together, at the beginning of a sentence. */
    private String batches() {
        return ghosts ? "Ghost batches" : "Batches";
    }

    private void ones(Findings found) {
        boolean all = values() < 1.5;
        found.add(
                all ? Severity.ERROR : Severity.WARNING,
                Fault.BATCH_OF_ONE,
                all
                        ? "%s have one value for each channel: their variance is 0, training gives beta whatever comes in, and the stored variance goes to 0."
                                .formatted(batches())
                        : "The smallest batch has one value for each channel: its variance of 0 goes into the stored one, at momentum as if it were a whole batch.",
                all ? larger() : "data.batch(n, true)   // drops a last batch that is smaller",
                "values per channel",
                values(),
                "fewest",
                fewest());
    }

    private void noisy(Findings found) {
        boolean small = examples < Thresholds.EXAMPLES;
        found.add(
                Severity.WARNING,
                small ? Fault.SMALL_BATCHES : Fault.UNEVEN_BATCHES,
                small
                        ? "%s of %d examples (%s values for each channel) have means that scatter by %s standard deviations: training normalizes by noise."
                                .formatted(batches(), examples, Math.round(values()), number(noise()))
                        : "The means of batches scatter by %s standard deviations, where %d independent examples would give %s at most: the batches are unlike each other."
                                .formatted(number(noise()), examples, number(1 / Math.sqrt((double) examples))),
                small
                        ? larger() + "   // or new LayerNormalization(), which needs no batch"
                        : "data.shuffle(10_000).batch(n)   // shuffle rows before they are batched",
                "noise",
                noise(),
                "values per channel",
                values(),
                "examples",
                examples);
    }

    private String larger() {
        return ghosts
                ? "new BatchNormalization().semantics(Semantics.TF_KERAS).virtualBatchSize(32)"
                : "data.batch(32)";
    }
}
