package dev.norma.layers;

/**
 * What a call does with its batch.
 *
 * @param normalizes whether the batch's statistics normalize, in place of the stored ones
 * @param updates whether the stored statistics follow them
 * @param trains whether it is done as in training: with ghost batches, renorm and adjustment where the layer has them
 */
record BatchUse(boolean normalizes, boolean updates, boolean trains) {
    static BatchUse of(BatchNormalization layer, Context context) {
        Switches switches = context.freezing().switches(layer);
        boolean trainable = context.trainable();
        BatchWatch watch = context.watch();
        Boolean forced = watch == null ? null : watch.byBatch(layer, context.path());
        boolean decided = switch (switches.normalizeBy()) {
            case AS_KERAS -> trainable || layer.semantics() == Semantics.TF1_LAYERS;
            case BATCH -> true;
            case STORED -> false;
        };
        Boolean told = switches.updateStatistics();
        boolean normalizes = forced != null ? forced : context.training() && decided;
        boolean updates = context.training() && (told == null ? trainable : told);
        return new BatchUse(normalizes, updates, context.training() && (normalizes || updates));
    }
}
