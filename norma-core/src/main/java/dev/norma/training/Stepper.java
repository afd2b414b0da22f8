package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.layers.Freezing;
import dev.norma.metrics.Metric;
import dev.norma.runtime.Backend;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Program;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps of a compiled network: a trace for each mode and types of feeds, a program for each size. Made anew by each
 * {@code compile}.
 */
public final class Stepper {
    private final Network network;
    private final @Nullable Compilation compilation;
    private final Feeds feeds;
    private final Map<Key, Launcher> launchers = new HashMap<>();
    private @Nullable List<Scored> outputs;
    private List<Metric> lossMeans = List.of();

    private record Key(Mode mode, FeedTypes types, Backend backend) {}

    /**
     * A stepper.
     *
     * @param compilation null before {@code compile}: then it only predicts
     */
    public Stepper(Network network, @Nullable Compilation compilation) {
        this.network = network;
        this.compilation = compilation;
        this.feeds = new Feeds(network);
    }

    /** Trains on a batch, or tests it, and tells the numbers over all batches since the last {@link #reset}. */
    public Logs step(Mode mode, Batch batch) {
        SequencedMap<String, Tensor> features = feeds.features(batch.features());
        SequencedMap<String, Tensor> labels = feeds.labels(batch.labels());
        Tensor weight = batch.sampleWeight().map(w -> w.cast(DType.FLOAT32)).orElse(null);
        Launcher launcher = launcher(mode, Feeds.types(features, labels, weight));
        checkLabels(List.copyOf(labels.values()));
        List<Tensor> given = new ArrayList<>(features.values());
        given.addAll(labels.values());
        if (weight != null) {
            given.add(weight);
        }
        List<Tensor> results = launcher.run(given);
        double[] numbers = new double[results.size() - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = results.get(i + 1).item();
        }
        return new Logs(logNames(), numbers);
    }

    private void checkLabels(List<Tensor> labels) {
        List<Scored> scored = Objects.requireNonNull(outputs);
        for (int i = 0; i < Math.min(labels.size(), scored.size()); i++) {
            LabelCheck.check(
                    network.layer().toString(),
                    scored.get(i),
                    labels.get(i),
                    scored.get(i).prediction());
        }
    }

    /** The outputs for a batch of features. */
    public List<Tensor> predict(SequencedMap<String, Tensor> given) {
        SequencedMap<String, Tensor> features = feeds.features(given);
        FeedTypes types = Feeds.types(features, new LinkedHashMap<>(), null);
        return launcher(Mode.PREDICT, types).run(List.copyOf(features.values()));
    }

    /** Begins all metrics again. */
    public void reset() {
        lossMeans.forEach(Metric::reset);
        if (outputs != null) {
            for (Scored output : outputs) {
                output.metrics().forEach(Metric::reset);
                output.weightedMetrics().forEach(Metric::reset);
            }
        }
    }

    private synchronized Launcher launcher(Mode mode, FeedTypes types) {
        Key key = new Key(mode, types, Backends.current());
        Launcher known = launchers.get(key);
        if (known == null) {
            known = new Launcher(draw(mode, types), key.backend());
            launchers.put(key, known);
        }
        return known;
    }

    private Program draw(Mode mode, FeedTypes types) {
        if (mode == Mode.PREDICT) {
            return StepDrawing.predict(network, compilation == null ? Freezing.CURRENT : compilation.freezing(), types);
        }
        if (compilation == null) {
            throw new Complaint(
                            "%s is not compiled".formatted(network.layer()),
                            "compile(optimizer, loss, metrics...) first",
                            mode == Mode.TRAIN ? "a training step" : "a test step",
                            "compile it")
                    .asState();
        }
        if (outputs == null) {
            outputs = Scoring.resolve(network, compilation, types);
            lossMeans = Scoring.lossMeans(outputs);
        }
        return new StepDrawing(network, compilation, outputs, lossMeans).draw(mode, types);
    }

    private List<String> logNames() {
        List<Scored> scored = Objects.requireNonNull(outputs);
        List<String> names = new ArrayList<>();
        names.add("loss");
        if (lossMeans.size() > 1) {
            scored.stream().filter(o -> o.loss() != null).forEach(output -> names.add(output.logName("loss")));
        }
        for (Scored output : scored) {
            Stream.concat(output.metrics().stream(), output.weightedMetrics().stream())
                    .forEach(metric -> names.add(output.logName(metric.name())));
        }
        return names;
    }
}
