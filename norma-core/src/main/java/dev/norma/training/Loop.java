package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.data.BatchIterator;
import dev.norma.data.Dataset;
import dev.norma.layers.Layer;
import dev.norma.metrics.Direction;
import dev.norma.optimizers.Optimizer;
import dev.norma.tensor.Complaint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Epochs over batches: trains, validates, tells callbacks, keeps a history. */
public final class Loop {
    private final Trainable model;
    private final Stepper stepper;
    private final List<Callback> first = new ArrayList<>();
    private boolean stopped;
    private boolean validates;

    /** A loop over the steps of a compiled network. */
    public Loop(Network network, Compilation compilation, Stepper stepper) {
        this.stepper = stepper;
        this.model = new Trainable() {
            @Override
            public Layer network() {
                return network.layer();
            }

            @Override
            public Optimizer<?> optimizer() {
                return compilation.optimizer();
            }

            @Override
            public RecalibrationReport recalibrate(Dataset data, Recalibration how) {
                return how.run(network, data);
            }

            @Override
            public void stopTraining() {
                stopped = true;
            }

            @Override
            public Optional<Direction> direction(String log) {
                return stepper.direction(log);
            }

            @Override
            public boolean validates() {
                return validates;
            }
        };
    }

    /** Tells this one of training, before those that {@code fit} is given. */
    public Loop telling(Callback callback) {
        first.add(callback);
        return this;
    }

    /** Trains; at the end the averages that the optimizer keeps, if it does, take the place of the weights. */
    public History fit(Fit.Split data, Fit fit) {
        if (fit.stepsPerEpoch() < 0) {
            data.train().requireEnd("%s: an epoch".formatted(model.network()), "stepsPerEpoch(n), or data.take(n)");
        }
        Dataset validation = data.validation();
        if (validation != null && fit.validationSteps() < 0) {
            validation.requireEnd("%s: a validation".formatted(model.network()), "validationSteps(n), or data.take(n)");
        }
        History history = new History();
        List<Callback> told = new ArrayList<>(first);
        told.addAll(fit.callbacks());
        told.add(history);
        if (fit.verbose() > 0) {
            told.add(new ProgressLine(fit.verbose(), System.out));
        }
        stopped = false;
        validates = data.validation() != null;
        told.forEach(callback -> callback.onTrainBegin(model));
        Logs last = Logs.none();
        try (BatchSource source = new BatchSource(data.train(), fit.stepsPerEpoch())) {
            for (int epoch = fit.initialEpoch(); epoch < fit.epochs(); epoch++) {
                last = epoch(epoch, source, data.validation(), fit, told);
                if (stopped) {
                    break;
                }
            }
        }
        model.optimizer().finish();
        for (Callback callback : told) {
            callback.onTrainEnd(model, last);
        }
        return history;
    }

    private Logs epoch(int epoch, BatchSource source, @Nullable Dataset validation, Fit fit, List<Callback> told) {
        Progress start = new Progress(epoch, fit.epochs(), 0, source.size());
        stepper.reset();
        told.forEach(callback -> callback.onEpochBegin(model, start));
        source.begin();
        Logs logs = Logs.none();
        long batches = 0;
        boolean last = false; // a stop counts once a batch is done, as in Keras
        while (!last && source.hasNext()) {
            logs = batch(new Progress(epoch, fit.epochs(), batches, source.size()), source.next(), fit, told);
            batches++;
            last = stopped;
        }
        refuseNothing(batches, "fit");
        if (validation != null && (epoch + 1) % fit.validationFrequency() == 0) {
            logs = logs.and("val_", evaluate(validation, fit.validationSteps(), told));
        }
        Progress end = new Progress(epoch, fit.epochs(), batches, batches);
        for (Callback callback : told) {
            callback.onEpochEnd(model, end, logs);
        }
        return logs;
    }

    private Logs batch(Progress progress, Batch batch, Fit fit, List<Callback> told) {
        for (int i = 0; i < told.size(); i++) {
            told.get(i).onTrainBatchBegin(model, progress);
        }
        Logs logs = stepper.step(Mode.TRAIN, ClassWeights.apply(fit.classWeight(), batch));
        for (int i = 0; i < told.size(); i++) {
            told.get(i).onTrainBatchEnd(model, progress, logs);
        }
        return logs;
    }

    /** One step on a batch, and its numbers: metrics begin with it. */
    public Logs step(Mode mode, Batch batch, Map<Integer, Double> classWeight) {
        stepper.reset();
        return stepper.step(mode, ClassWeights.apply(classWeight, batch));
    }

    /** Tests on batches. */
    public Logs evaluate(Dataset data, Evaluate how) {
        if (how.steps() < 0) {
            data.requireEnd("%s: evaluate".formatted(model.network()), "steps(n), or data.take(n)");
        }
        return evaluate(data, how.steps(), how.callbacks());
    }

    /** Tests on batches; -1 steps are all there are. */
    private Logs evaluate(Dataset data, long steps, List<Callback> told) {
        stepper.reset();
        told.forEach(callback -> callback.onTestBegin(model));
        Logs logs = Logs.none();
        long batches = 0;
        try (BatchIterator source = data.iterator()) {
            while (batches != steps && source.hasNext()) {
                Progress progress = new Progress(0, 1, batches, steps);
                told.forEach(callback -> callback.onTestBatchBegin(model, progress));
                logs = stepper.step(Mode.TEST, source.next());
                batches++;
                for (Callback callback : told) {
                    callback.onTestBatchEnd(model, progress, logs);
                }
            }
        }
        refuseNothing(batches, "evaluate");
        for (Callback callback : told) {
            callback.onTestEnd(model, logs);
        }
        return logs;
    }

    private void refuseNothing(long batches, String what) {
        if (batches == 0) {
            throw new Complaint(
                            "%s: %s has no data".formatted(model.network(), what),
                            "at least one batch",
                            "an empty data set",
                            "check the source; batch(n, dropRemainder) drops what is smaller than a batch")
                    .asArgument();
        }
    }
}
