package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.tensor.Complaint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses how training sees a batch, and refuses what does not go together. */
final class BatchViews {
    private BatchViews() {}

    static BatchView of(BatchNormalization layer, Value x, @Nullable Value mask, Context context) {
        Integer ghost = layer.virtualBatchSize.get();
        int replicas = context.replicas();
        if (ghost != null) {
            return ghosts(layer, ghost, x, mask, context);
        }
        // a mask: TensorFlow's fused kernel would not see it
        boolean fused = layer.isFused() && mask == null;
        if (replicas == 1) {
            return new Whole(layer.channels(), layer.semantics().weighting(), fused);
        }
        boolean together = layer.synchronize.get() && layer.semantics() != Semantics.TF1_LAYERS;
        if (layer.adjustment.get() != null || (layer.renorm() && !together)) {
            throw refused(
                    layer,
                    "neither adjustment, nor renorm without synchronize(true), where a batch is that of several replicas",
                    "%d replicas".formatted(replicas),
                    "train it on one replica");
        }
        SplitBatch split = new SplitBatch(replicas);
        context.require(
                List.of(x),
                shapes -> split.check(shapes.getFirst(), replicas + " replicas", "drop the last, smaller batch"));
        return new Replicas(split, together, fused, layer.channels(), layer.semantics());
    }

    private static Ghosts ghosts(BatchNormalization layer, int size, Value x, @Nullable Value mask, Context context) {
        if (mask != null) {
            throw refused(
                    layer,
                    "either a mask or virtualBatchSize: ghost batches take no mask",
                    "a mask of shape %s and virtualBatchSize=%d".formatted(mask.shape(), size),
                    "drop virtualBatchSize, or call the layer without a mask");
        }
        if (context.replicas() > 1) {
            throw refused(
                    layer,
                    "virtualBatchSize on one replica",
                    "virtualBatchSize=%d, %d replicas".formatted(size, context.replicas()),
                    "drop virtualBatchSize");
        }
        SplitBatch split = new SplitBatch(size);
        context.require(
                List.of(x),
                shapes -> split.check(
                        shapes.getFirst(),
                        "ghost batches of virtualBatchSize=" + size,
                        "drop the last, smaller batch, or choose a virtualBatchSize that divides it"));
        return new Ghosts(split, layer.channels(), layer.semantics());
    }

    private static IllegalArgumentException refused(
            BatchNormalization layer, String expected, String given, String fix) {
        return new Complaint("%s cannot train so".formatted(layer), expected, given, fix).asArgument();
    }
}
