package dev.norma.diagnosis;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.training.Callback;
import dev.norma.training.Logs;
import dev.norma.training.Progress;
import dev.norma.training.Trainable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives hints while {@code fit} runs: under the line of the epoch where progress is shown, else to the log. */
public final class FitHints extends Callback {
    private final Hints hints;
    private final @Nullable PrintStream progress;
    private final List<Hint> pending = new ArrayList<>();

    FitHints(Hints hints, @Nullable PrintStream progress) {
        this.hints = hints;
        this.progress = progress;
    }

    /** The same batches, each looked at before it is trained on. */
    public Dataset watched(Dataset train) {
        return train.map(this::look);
    }

    private Batch look(Batch batch) {
        if (!batch.isRow()) {
            hints.batch(batch.size()).ifPresent(this::give);
        }
        return batch;
    }

    @Override
    public void onTrainBegin(Trainable model) {
        hints.trainingBegins();
    }

    @Override
    public void onTrainBatchEnd(Trainable model, Progress at, Logs logs) {
        List<Hint> told = hints.stepped(logs);
        for (int i = 0; i < told.size(); i++) { // no iterator: each step comes here
            give(told.get(i));
        }
    }

    @Override
    public void onEpochEnd(Trainable model, Progress at, Logs logs) {
        hints.epochEnds().ifPresent(this::give);
        if (logs.has("val_loss")) {
            hints.validated(logs).forEach(this::give);
        }
    }

    @Override
    public void onEpochBegin(Trainable model, Progress at) {
        show();
    }

    @Override
    public void onTrainEnd(Trainable model, Logs logs) {
        hints.trainingEnds(model.optimizer());
        show();
    }

    private void give(Hint hint) {
        if (progress == null) {
            Hints.log(hint);
        } else {
            pending.add(hint);
        }
    }

    /** Prints between two lines of progress, which the next hint must not tear. */
    private void show() {
        if (progress != null) {
            pending.forEach(progress::println);
            progress.flush();
        }
        pending.clear();
    }
}
