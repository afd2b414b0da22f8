package dev.norma.models;

import dev.norma.training.Callback;
import dev.norma.training.Logs;
import dev.norma.training.Progress;
import dev.norma.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes each stage of training that it is told of, and stops training at one. */
final class Stages extends Callback {
    final List<String> seen = new ArrayList<>();
    private final @Nullable String stop;

    Stages(@Nullable String stop) {
        this.stop = stop;
    }

    private void note(Trainable model, String stage) {
        seen.add(stage);
        if (stage.equals(stop)) {
            model.stopTraining();
        }
    }

    @Override
    public void onTrainBegin(Trainable model) {
        note(model, "train begin");
    }

    @Override
    public void onTrainEnd(Trainable model, Logs logs) {
        note(model, "train end");
    }

    @Override
    public void onEpochBegin(Trainable model, Progress progress) {
        note(model, "epoch begin " + progress.epoch());
    }

    @Override
    public void onEpochEnd(Trainable model, Progress progress, Logs logs) {
        note(model, "epoch end " + progress.epoch());
    }

    @Override
    public void onTrainBatchBegin(Trainable model, Progress progress) {
        note(model, "batch begin " + progress.batch());
    }

    @Override
    public void onTrainBatchEnd(Trainable model, Progress progress, Logs logs) {
        note(model, "batch end " + progress.batch());
    }

    @Override
    public void onTestBegin(Trainable model) {
        note(model, "test begin");
    }

    @Override
    public void onTestBatchBegin(Trainable model, Progress progress) {
        note(model, "test batch begin " + progress.batch());
    }

    @Override
    public void onTestBatchEnd(Trainable model, Progress progress, Logs logs) {
        note(model, "test batch end " + progress.batch());
    }

    @Override
    public void onTestEnd(Trainable model, Logs logs) {
        note(model, "test end");
    }
}
