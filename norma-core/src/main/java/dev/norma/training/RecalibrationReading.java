package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.data.PooledMoments;
import dev.norma.layers.BatchNormalization;
import dev.norma.runtime.Backend;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.NonFiniteException;
import dev.norma.runtime.Program;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** One reading of the data: pools the moments of some layers over its batches. */
final class RecalibrationReading {
    private final List<BatchNormalization> layers;
    private final Function<FeedTypes, RecalibrationDrawing> drawing;
    private final Backend backend;
    private final Consumer<Program> met;
    private final Map<FeedTypes, Prepared> prepared = new HashMap<>();
    private final Map<BatchNormalization, PooledMoments> pooled = new HashMap<>();
    private long batches;
    private long rows;

    private record Prepared(List<NormalizationCall> calls, Launcher launcher) {}

    /**
     * A reading.
     *
     * @param layers whose moments are pooled, each over all its calls
     * @param met is told of each program before it runs
     */
    RecalibrationReading(
            List<BatchNormalization> layers,
            Function<FeedTypes, RecalibrationDrawing> drawing,
            Backend backend,
            Consumer<Program> met) {
        this.layers = layers;
        this.drawing = drawing;
        this.backend = backend;
        this.met = met;
    }

    /** How many rows have been read. */
    long rows() {
        return rows;
    }

    /** What a layer's input has been so far. */
    PooledMoments of(BatchNormalization layer) {
        PooledMoments seen = pooled.get(layer);
        return seen != null
                ? seen
                : new PooledMoments(Math.toIntExact(layer.movingMean().shape().size()));
    }

    /** Adds a batch. */
    void add(RecalibrationFeed feed) {
        batches++;
        Batch batch = feed.batch();
        Prepared ready = prepared.computeIfAbsent(feed.types(), this::prepare);
        List<Tensor> results = ready.launcher().run(feed.tensors());
        for (int i = 0; i < ready.calls().size(); i++) {
            add(ready.calls().get(i), results.subList(3 * i, 3 * i + 3));
        }
        rows += batch.size();
    }

    private Prepared prepare(FeedTypes types) {
        RecalibrationDrawing drawn = drawing.apply(types);
        List<NormalizationCall> calls = drawn.calls().stream()
                .filter(call -> layers.contains(call.layer()))
                .toList();
        Program program = drawn.program(calls);
        met.accept(program);
        return new Prepared(calls, new Launcher(program, backend));
    }

    private void add(NormalizationCall call, List<Tensor> moments) {
        double[] means = moments.get(0).toDoubles();
        double[] variances = moments.get(1).toDoubles();
        double[] counts = moments.get(2).toDoubles();
        for (int c = 0; c < means.length; c++) {
            if (counts[c] != 0 && !(Double.isFinite(means[c]) && Double.isFinite(variances[c]))) {
                throw notFinite(call, c, means[c], variances[c]);
            }
        }
        pooled.computeIfAbsent(call.layer(), layer -> new PooledMoments(means.length))
                .add(means, variances, counts);
    }

    private NonFiniteException notFinite(NormalizationCall call, int channel, double mean, double variance) {
        return new NonFiniteException(new Complaint(
                        "recalibrate: what comes to layer \"%s\" is not finite; nothing was changed"
                                .formatted(call.path()),
                        "a finite mean and variance of each channel of each batch",
                        "mean %s, variance %s in channel %d of batch %d".formatted(mean, variance, channel, batches),
                        "check that batch, and the weights in front of the layer; data.filter(...) leaves rows out")
                .text());
    }
}
