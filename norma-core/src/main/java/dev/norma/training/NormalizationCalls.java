package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.BatchWatch;
import dev.norma.ops.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects the calls of batch normalizations while a network is drawn, and may decide which statistics they use. */
public final class NormalizationCalls implements BatchWatch {
    private final Choice choice;
    private final List<NormalizationCall> met = new ArrayList<>();

    /** Which statistics normalize in a call, which is counted from 0; null as the layer decides. */
    private interface Choice {
        @Nullable
        Boolean byBatch(BatchNormalization layer, int call);
    }

    private NormalizationCalls(Choice choice) {
        this.choice = choice;
    }

    /** Only collects. */
    public static NormalizationCalls asTheyAre() {
        return new NormalizationCalls((layer, call) -> null);
    }

    /** All calls by the stored statistics. */
    public static NormalizationCalls byStored() {
        return new NormalizationCalls((layer, call) -> false);
    }

    /** Each call by the batch where training does so: as was collected when training was drawn, in the order of the calls. */
    public static NormalizationCalls asInTraining(List<NormalizationCall> training) {
        return new NormalizationCalls((layer, call) -> training.get(call).byBatch());
    }

    /** These layers by the batch; the others decide. */
    static NormalizationCalls byBatch(Predicate<BatchNormalization> layers) {
        return new NormalizationCalls((layer, call) -> layers.test(layer) ? true : null);
    }

    /** The calls met so far, in order. */
    public List<NormalizationCall> met() {
        return List.copyOf(met);
    }

    @Override
    public @Nullable Boolean byBatch(BatchNormalization layer, String path) {
        return choice.byBatch(layer, met.size());
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
        met.add(new NormalizationCall(layer, path, x, weights, y, batch, used));
    }
}
