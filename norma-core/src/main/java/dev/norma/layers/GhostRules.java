package dev.norma.layers;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;

/** What ghost batches ask of the layer and its input. */
final class GhostRules {
    private GhostRules() {}

    static void check(BatchNormalization layer, Shape input) {
        if (layer.semantics().isLegacy() && input.rank() == 0) {
            throw new ShapeException(
                    "BatchNormalization cannot work on an input of this rank",
                    "a known rank of at least 1",
                    "rank 0: " + input,
                    "check the layer in front, which gives no axes");
        }
        Integer size = layer.virtualBatchSize.get();
        if (size == null) {
            return;
        }
        if (size <= 0) {
            throw refused(layer, "a virtualBatchSize of at least 1", "virtualBatchSize=" + size, "give another size");
        }
        if (layer.axis.get().in(layer, input).contains(0)) {
            throw refused(
                    layer,
                    "channels on other axes than 0, which is the batch that ghost batches are made of",
                    "axes %s of input %s".formatted(layer.axes(), input),
                    "drop axis 0, or virtualBatchSize");
        }
        if (layer.adjustment.get() != null) {
            throw refused(
                    layer,
                    "either virtualBatchSize or adjustment",
                    "virtualBatchSize=%d and an adjustment".formatted(size),
                    "drop one of the two");
        }
    }

    private static IllegalArgumentException refused(
            BatchNormalization layer, String expected, String given, String fix) {
        return new Complaint("%s cannot have these ghost batches".formatted(layer), expected, given, fix).asArgument();
    }
}
