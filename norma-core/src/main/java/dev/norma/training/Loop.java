package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.layers.Layer;
import dev.norma.optimizers.Optimizer;
import dev.norma.tensor.Complaint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Epochs over batches: trains, validates, tells callbacks, keeps a history. */
public final class Loop {
    private final Trainable model;
    private final Stepper stepper;
    private final List<Callback> first = new ArrayList<>();
    private boolean stopped;

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
        };
    }

    /** Tells this one of training, before those that {@code fit} is given. */
    public Loop telling(Callback callback) {
        first.add(callback);
        return this;
    }

    /** Trains. */
    public History fit(Dataset train, @Nullable Dataset validation, Fit fit) {
        History history = new History();
        List<Callback> told = new ArrayList<>(first);
        told.addAll(fit.callbacks());
        told.add(history);
        if (fit.verbose() > 0) {
            told.add(new ProgressLine(fit.verbose(), System.out));
        }
        stopped = false;
        told.forEach(callback -> callback.onTrainBegin(model));
        Logs last = Logs.none();
        BatchSource source = new BatchSource(train, fit.stepsPerEpoch());
        for (int epoch = fit.initialEpoch(); epoch < fit.epochs() && !stopped; epoch++) {
            last = epoch(epoch, source, validation, fit, told);
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
        Logs logs = Logs.none();
        long batches = 0;
        for (Batch batch : source.epoch()) {
            if (stopped) {
                break;
            }
            Progress progress = new Progress(epoch, fit.epochs(), batches, source.size());
            told.forEach(callback -> callback.onTrainBatchBegin(model, progress));
            logs = stepper.step(Mode.TRAIN, ClassWeights.apply(fit.classWeight(), batch));
            batches++;
            for (Callback callback : told) {
                callback.onTrainBatchEnd(model, progress, logs);
            }
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

    /** Tests on batches; -1 steps are all there are. */
    public Logs evaluate(Dataset data, long steps, List<Callback> told) {
        stepper.reset();
        told.forEach(callback -> callback.onTestBegin(model));
        Logs logs = Logs.none();
        long batches = 0;
        for (Batch batch : data) {
            if (batches == steps) {
                break;
            }
            logs = stepper.step(Mode.TEST, batch);
            batches++;
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
