package dev.norma.training;

/** Ends training when the loss is infinite or not a number. */
public final class TerminateOnNaN extends Callback {
    @Override
    public void onTrainBatchEnd(Trainable model, Progress progress, Logs logs) {
        if (!Double.isFinite(logs.get("loss"))) {
            model.stopTraining();
        }
    }
}
