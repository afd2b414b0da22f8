package dev.norma.diagnosis;

import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.BatchWatch;
import dev.norma.ops.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Notes the calls of batch normalizations while a network is drawn, and may decide which statistics they use. */
final class Sites implements BatchWatch {
    private final IntFunction<@Nullable Boolean> byBatch;
    private final List<Site> met = new ArrayList<>();

    private Sites(IntFunction<@Nullable Boolean> byBatch) {
        this.byBatch = byBatch;
    }

    /** Only notes. */
    static Sites asTheyAre() {
        return new Sites(call -> null);
    }

    /** All calls by the stored statistics. */
    static Sites byStored() {
        return new Sites(call -> false);
    }

    /** Each call by the batch where training does so: as was noted when training was drawn, in the order of the calls. */
    static Sites asInTraining(List<Site> training) {
        return new Sites(call -> training.get(call).byBatch());
    }

    /** The calls met so far, in order. */
    List<Site> met() {
        return List.copyOf(met);
    }

    @Override
    public @Nullable Boolean byBatch(BatchNormalization layer, String path) {
        return byBatch.apply(met.size());
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
        met.add(new Site(layer, path, x, weights, y, batch, used));
    }
}
