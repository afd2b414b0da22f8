package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.BatchWatch;
import dev.norma.ops.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects the calls of batch normalizations while a network is drawn, in their order. */
final class NormalizationCalls implements BatchWatch {
    private final Predicate<BatchNormalization> byBatch;
    private final List<NormalizationCall> calls = new ArrayList<>();

    /** A collection that makes some layers normalize by their batch and lets the others decide. */
    NormalizationCalls(Predicate<BatchNormalization> byBatch) {
        this.byBatch = byBatch;
    }

    List<NormalizationCall> all() {
        return calls;
    }

    @Override
    public @Nullable Boolean byBatch(BatchNormalization layer, String path) {
        return byBatch.test(layer) ? true : null;
    }

    @Override
    public void normalized(
            BatchNormalization layer,
            String path,
            Value x,
            @Nullable Value weights,
            Value y,
            Statistics<Value> batch,
            boolean used) {
        calls.add(new NormalizationCall(layer, path, x, weights, y, batch.mean(), used));
    }
}
