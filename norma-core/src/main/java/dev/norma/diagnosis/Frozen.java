package dev.norma.diagnosis;

import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Switches;

/**
 * What trains in a batch normalization: what its flags say now, and what training does as it is compiled.
 *
 * @param trainableNow whether its flag says now that it trains
 * @param trainableCompiled whether it said so at the last {@code compile}; without one, the same
 * @param switches how it is frozen in parts
 * @param updates whether a training step moves the stored statistics
 * @param byBatch whether training normalizes by the statistics of the batch
 * @param affine whether gamma and beta train
 */
record Frozen(
        boolean trainableNow,
        boolean trainableCompiled,
        Switches switches,
        boolean updates,
        boolean byBatch,
        boolean affine) {
    /** What trains and what does not, in words. */
    String inWords(BatchNormalization layer) {
        String own = affine ? "gamma and beta train" : "gamma and beta do not train";
        String statistics = updates && layer.momentum() < 1 ? "statistics move" : "statistics stand still";
        Integer ghost = layer.virtualBatchSize();
        String batch = ghost == null ? "the batch" : "ghost batches of " + Figures.count(ghost, "example", "examples");
        String mode = "training normalizes by " + (byBatch ? batch : "the stored statistics");
        return "%s, %s, %s".formatted(own, statistics, mode);
    }
}
