package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.layers.Freezing;
import dev.norma.metrics.Direction;
import dev.norma.metrics.Metric;
import dev.norma.runtime.Program;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps of a compiled network: a trace for each mode and types of feeds, a program for each size. Made anew by each
 * {@code compile}.
 */
public final class Stepper {
    private final Network network;
    private final @Nullable Compilation compilation;
    private final Routes routes;
    private volatile @Nullable Scoring scoring;

    /**
     * A stepper.
     *
     * @param compilation null before {@code compile}: then it only predicts
     */
    public Stepper(Network network, @Nullable Compilation compilation) {
        this.network = network;
        this.compilation = compilation;
        this.routes = new Routes(new Feeds(network), network.layer().name(), this::draw);
    }

    /** Trains on a batch, or tests it, and tells the numbers over all batches since the last {@link #reset}. */
    public Logs step(Mode mode, Batch batch) {
        Route.Feeding fed = routes.feed(mode, batch);
        Scoring judged = scored(mode);
        check(judged, fed.labels(), fed::label);
        List<Tensor> results = Watched.step(mode, fed);
        double[] numbers = new double[results.size() - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = results.get(i + 1).item();
        }
        return Logs.owning(judged.names(), numbers);
    }

    private void check(Scoring judged, int labels, IntFunction<Tensor> label) {
        for (int i = 0; i < Math.min(labels, judged.outputs().size()); i++) {
            LabelCheck.check(network.layer(), judged.outputs().get(i), label.apply(i));
        }
    }

    /** The outputs for a batch of features. */
    public List<Tensor> predict(SequencedMap<String, Tensor> features) {
        return Watched.prediction(routes.feed(features));
    }

    /** Compiles the step for batches like this one, and runs nothing: only types and sizes count. */
    public void prepare(Mode mode, Batch batch) {
        (mode == Mode.PREDICT ? routes.feed(batch.features()) : routes.feed(mode, batch)).compile();
    }

    /** Begins all metrics again. */
    public void reset() {
        Scoring judged = scoring;
        if (judged != null) {
            judged.metrics().forEach(Metric::reset);
        }
    }

    /** Which way a number goes as training gets better; empty where nobody says. */
    Optional<Direction> direction(String log) {
        Scoring judged = scoring;
        return judged == null ? Optional.empty() : judged.direction(log);
    }

    /** A network that is built by this, and does not suit the batch, is not built afterwards. */
    private Program draw(Mode mode, FeedTypes types, List<Tensor> labels) {
        return network.layer().buildingTentatively(() -> drawn(mode, types, labels));
    }

    private Program drawn(Mode mode, FeedTypes types, List<Tensor> labels) {
        if (mode == Mode.PREDICT) {
            Freezing freezing = compilation == null ? Freezing.CURRENT : compilation.freezing();
            return StepDrawing.predict(network, freezing, types);
        }
        Compilation how = compiled(mode);
        Scoring judged = scoring;
        if (judged == null) {
            judged = Scoring.of(network, how, types);
        }
        check(judged, labels.size(), labels::get);
        Program program = new StepDrawing(network, how, judged).draw(mode, types);
        scoring = judged;
        return program;
    }

    private Compilation compiled(Mode mode) {
        if (compilation == null) {
            throw new Complaint(
                            "%s is not compiled".formatted(network.layer()),
                            "compile(optimizer, loss, metrics...) first",
                            mode == Mode.TRAIN ? "a training step" : "a test step",
                            "compile it")
                    .asState();
        }
        return compilation;
    }

    /** What judges the outputs: it is there once a program is. */
    private Scoring scored(Mode mode) {
        Scoring judged = scoring;
        if (judged == null) {
            throw new AssertionError("a %s step was drawn without a scoring".formatted(mode.inWords()));
        }
        return judged;
    }
}
