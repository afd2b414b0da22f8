package dev.norma.training;

/** Is told at each stage of training what it needs to look, to stop, or to change something. All methods do nothing unless overridden. */
public abstract class Callback {
    /** Before the first epoch. */
    public void onTrainBegin(Trainable model) {}

    /** After the last epoch, with the logs of that epoch. */
    public void onTrainEnd(Trainable model, Logs logs) {}

    /** Before an epoch. */
    public void onEpochBegin(Trainable model, Progress progress) {}

    /** After an epoch, its validation included: {@code val_} stands in front of the names of that. */
    public void onEpochEnd(Trainable model, Progress progress, Logs logs) {}

    /** Before a training step. */
    public void onTrainBatchBegin(Trainable model, Progress progress) {}

    /** After a training step, with the numbers of the epoch so far. */
    public void onTrainBatchEnd(Trainable model, Progress progress, Logs logs) {}

    /** Before an evaluation. */
    public void onTestBegin(Trainable model) {}

    /** Before a test step; how many there are to be is -1 where that is not set. */
    public void onTestBatchBegin(Trainable model, Progress progress) {}

    /** After a test step, with the numbers of the evaluation so far. */
    public void onTestBatchEnd(Trainable model, Progress progress, Logs logs) {}

    /** After an evaluation. */
    public void onTestEnd(Trainable model, Logs logs) {}
}
