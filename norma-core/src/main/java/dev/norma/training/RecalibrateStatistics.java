package dev.norma.training;

import dev.norma.data.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * Recalibrates while {@code fit} runs: at the end of training, or of each epoch as well.
 *
 * <pre>{@code
 * model.fit(train, epochs(20).validation(test).callbacks(new RecalibrateStatistics(train).everyEpoch()));
 * }</pre>
 *
 * <p>At the end of an epoch it comes before the validation, which then shows what prediction will be. At the end of training it
 * comes after the averages of weights ({@code useEma}) have taken their places: moving statistics never saw those weights. A
 * callback that puts back other weights at the end, as {@link EarlyStopping} does, stands in front of this one.
 */
public final class RecalibrateStatistics extends Callback {
    private final Dataset data;
    private final Recalibration how;
    private boolean everyEpoch;
    private boolean due;
    private @Nullable RecalibrationReport report;

    /** With the exact statistics of these data: those that are trained on, as a rule. */
    public RecalibrateStatistics(Dataset data) {
        this(data, Recalibration.exact());
    }

    /** With statistics of these data. */
    public RecalibrateStatistics(Dataset data, Recalibration how) {
        this.data = data;
        this.how = how;
    }

    /** At the end of each epoch as well. */
    public RecalibrateStatistics everyEpoch() {
        everyEpoch = true;
        return this;
    }

    /** What the last recalibration did; null before the first. */
    public @Nullable RecalibrationReport report() {
        return report;
    }

    @Override
    public void onEpochBegin(Trainable model, Progress progress) {
        due = everyEpoch;
    }

    @Override
    public void onTestBegin(Trainable model) {
        recalibrateIfDue(model);
    }

    @Override
    public void onEpochEnd(Trainable model, Progress progress, Logs logs) {
        recalibrateIfDue(model);
    }

    @Override
    public void onTrainEnd(Trainable model, Logs logs) {
        report = model.recalibrate(data, how);
    }

    private void recalibrateIfDue(Trainable model) {
        if (due) {
            due = false;
            report = model.recalibrate(data, how);
        }
    }
}
