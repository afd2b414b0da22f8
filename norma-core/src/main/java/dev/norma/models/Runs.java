package dev.norma.models;

import dev.norma.data.Batch;
import dev.norma.data.BatchIterator;
import dev.norma.data.Dataset;
import dev.norma.diagnosis.FitHints;
import dev.norma.diagnosis.Hints;
import dev.norma.layers.Freezing;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import dev.norma.training.Compilation;
import dev.norma.training.Evaluate;
import dev.norma.training.Fit;
import dev.norma.training.History;
import dev.norma.training.Logs;
import dev.norma.training.Loop;
import dev.norma.training.Mode;
import dev.norma.training.Network;
import dev.norma.training.Stepper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a model runs: predictions and, as of {@code compile}, steps and epochs. Sees to it that hints see them. */
final class Runs {
    private final Model model;
    private final Hints hints;
    private volatile @Nullable Compilation compilation;
    private volatile @Nullable Stepper stepper;
    private final AtomicInteger shuffles = new AtomicInteger();
    private volatile Flags flags = new Flags(Freezing.CURRENT);

    Runs(Model model) {
        this.model = model;
        this.hints = new Hints(model, model::network);
    }

    /** What the order of the examples follows from: each fit has another one, the same in each run of the program. */
    String nextShuffle() {
        int before = shuffles.getAndIncrement();
        return before == 0 ? "shuffle" : "shuffle/" + before;
    }

    Hints hints() {
        return hints;
    }

    void compile(Compile how) {
        Freezing freezing = Freezing.of(model);
        Compilation made = how.resolve(model.network(), freezing);
        synchronized (this) { // no stepper of the old compilation may come after it
            compilation = made;
            flags = new Flags(freezing);
            stepper = null;
        }
    }

    Optional<Compilation> compiled() {
        return Optional.ofNullable(compilation);
    }

    Compilation compilation() {
        return compiled()
                .orElseThrow(() -> new Complaint(
                                model + " is not compiled",
                                "compile(optimizer, loss, metrics...) first",
                                "no compile yet",
                                "compile it")
                        .asState());
    }

    /** Forgets the programs that were drawn: the model draws something else now. */
    synchronized void redraw() {
        stepper = null;
    }

    private Stepper stepper() {
        Stepper made = stepper;
        if (made == null) {
            synchronized (this) {
                made = stepper;
                if (made == null) {
                    made = new Stepper(model.network(), compilation);
                    stepper = made;
                }
            }
        }
        return made;
    }

    private Loop loop() {
        return new Loop(model.network(), compilation(), stepper());
    }

    History fit(Fit.Split data, Fit fit) {
        Loop loop = loop();
        flags.warnOfChanges();
        FitHints told = hints.inFit(fit.verbose() > 0 ? System.out : null);
        Fit.Split watched = new Fit.Split(told.watched(data.train()), data.validation());
        return loop.telling(told).fit(watched, fit);
    }

    Logs evaluate(Dataset data, Evaluate how) {
        Logs logs = loop().evaluate(data, how);
        hints.inferred("evaluate");
        return logs;
    }

    Logs train(Batch batch, Map<Integer, Double> classWeight) {
        Loop loop = loop();
        flags.warnOfChanges();
        hints.beforeStep(batch.size());
        Logs logs = loop.step(Mode.TRAIN, batch, classWeight);
        hints.afterStep(logs);
        return logs;
    }

    Logs test(Batch batch) {
        Logs logs = loop().step(Mode.TEST, batch, Map.of());
        hints.inferred("testOnBatch");
        return logs;
    }

    /** All outputs for features, so many rows at a time. */
    List<Tensor> predict(Object x, int rows) {
        Network network = model.network();
        Batch whole = Batch.named(network.features(x), Map.of());
        return whole.size() <= rows ? predict(whole) : predict(Dataset.of(whole).batch(rows));
    }

    /** All outputs for batches of features. */
    List<Tensor> predict(Dataset data) {
        data.requireEnd(model + ": predict", "data.take(n)");
        List<List<Tensor>> parts = new ArrayList<>();
        try (BatchIterator batches = data.iterator()) {
            while (batches.hasNext()) {
                parts.add(stepper().predict(batches.next().features()));
            }
        }
        if (parts.isEmpty()) {
            throw new Complaint(
                            model + ": predict has no data",
                            "at least one batch",
                            "an empty data set",
                            "check the source")
                    .asArgument();
        }
        hints.inferred("predict");
        return Rows.join(parts);
    }

    /** All outputs for one batch. */
    List<Tensor> predict(Batch batch) {
        List<Tensor> outputs = stepper().predict(batch.features());
        hints.inferred("predict");
        return outputs;
    }

    void warmUp(int rows) {
        stepper().prepare(Mode.PREDICT, WarmUp.batch(model.network(), rows));
    }

    void warmUp(Batch batch) {
        compilation();
        for (Mode mode : Mode.values()) {
            stepper().prepare(mode, batch);
        }
    }
}
