package dev.norma.training;

import dev.norma.config.Check;
import dev.norma.metrics.Direction;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends training when a number has not become better for some epochs. */
public final class EarlyStopping extends Callback {
    private static final String VALIDATION = "val_";

    private String monitor = "val_loss";
    private double minDelta;
    private int patience;
    private String mode = "auto";
    private @Nullable Double baseline;
    private boolean restoreBestWeights;
    private int startFromEpoch;

    private boolean upward;
    private int waited;
    private @Nullable Double best;
    private int bestEpoch;
    private int stoppedEpoch;
    private @Nullable List<Tensor> bestWeights;

    /** Which number is watched: {@code "val_loss"} unless set. */
    public EarlyStopping monitor(String name) {
        monitor = name;
        return this;
    }

    /** How much better counts as better, from 0: 0 unless set. */
    public EarlyStopping minDelta(double delta) {
        minDelta = Math.abs(delta);
        return this;
    }

    /** For how many epochs it may stay as it is: 0 unless set. */
    public EarlyStopping patience(int epochs) {
        patience = (int) Setting.atLeast("EarlyStopping", "patience", 0, epochs);
        return this;
    }

    /**
     * Which way is better: {@code "min"}, {@code "max"}, or {@code "auto"} (unless set), as the metric says itself: accuracies
     * rise, losses fall.
     */
    public EarlyStopping mode(String direction) {
        mode = Check.oneOf("min", "max", "auto").holds().test(direction) ? direction : refused(direction);
        return this;
    }

    private static String refused(String direction) {
        throw new Complaint(
                        "EarlyStopping: mode cannot be this",
                        "\"min\", \"max\" or \"auto\"",
                        "\"" + direction + "\"",
                        "use one of them")
                .asArgument();
    }

    /** What must be reached to count as better at all. */
    public EarlyStopping baseline(double value) {
        baseline = value;
        return this;
    }

    /** Whether the weights of the best epoch come back at the end: no unless set. */
    public EarlyStopping restoreBestWeights(boolean restore) {
        restoreBestWeights = restore;
        return this;
    }

    /** How many epochs to wait before watching: 0 unless set. */
    public EarlyStopping startFromEpoch(int epoch) {
        startFromEpoch = (int) Setting.atLeast("EarlyStopping", "startFromEpoch", 0, epoch);
        return this;
    }

    /** The epoch in which training was ended, from 0; 0 if it was not. */
    public int stoppedEpoch() {
        return stoppedEpoch;
    }

    /** The best epoch, from 0. */
    public int bestEpoch() {
        return bestEpoch;
    }

    @Override
    public void onTrainBegin(Trainable model) {
        waited = 0;
        stoppedEpoch = 0;
        bestEpoch = 0;
        bestWeights = null;
        best = null;
    }

    @Override
    public void onEpochEnd(Trainable model, Progress progress, Logs logs) {
        if (isWatched(model, logs) && progress.epoch() >= startFromEpoch) {
            upward = upward(model);
            look(model, progress, logs.get(monitor));
        }
    }

    /** Whether the number is there: in epochs without a validation those of validations are not. */
    private boolean isWatched(Trainable model, Logs logs) {
        if (logs.has(monitor)) {
            return true;
        }
        if (model.validates() && monitor.startsWith(VALIDATION) && logs.has(plain())) {
            return false;
        }
        throw new Complaint(
                        "EarlyStopping cannot watch \"%s\"".formatted(monitor),
                        "one of " + logs.names(),
                        "\"" + monitor + "\"",
                        "set monitor to one of them, or give fit validation data")
                .asState();
    }

    private void look(Trainable model, Progress progress, double current) {
        waited++;
        if (best == null || better(current, best)) {
            best = current;
            bestEpoch = progress.epoch();
            bestWeights = restoreBestWeights ? model.network().getWeights() : null;
            waited = baseline == null || better(current, baseline) ? 0 : waited;
            return;
        }
        if (waited >= patience && progress.epoch() > 0) {
            stoppedEpoch = progress.epoch();
            model.stopTraining();
        }
    }

    @Override
    public void onTrainEnd(Trainable model, Logs logs) {
        if (restoreBestWeights && bestWeights != null) {
            model.network().setWeights(bestWeights);
        }
    }

    private boolean upward(Trainable model) {
        if (!mode.equals("auto")) {
            return mode.equals("max");
        }
        return model.direction(plain())
                        .orElseThrow(() -> new Complaint(
                                        "EarlyStopping cannot tell whether \"%s\" is to rise or to fall"
                                                .formatted(monitor),
                                        "a loss, or a metric that says it",
                                        "mode(\"auto\")",
                                        "set mode(\"max\") or mode(\"min\")")
                                .asState())
                == Direction.UP;
    }

    /** The number's name without what says that it is of a validation. */
    private String plain() {
        return monitor.startsWith(VALIDATION) ? monitor.substring(VALIDATION.length()) : monitor;
    }

    /** In float32, as in Keras: logs hold no more digits, and 2.1 - 0.2 would be above 1.9. */
    private boolean better(double current, double reference) {
        return upward
                ? (float) (current - minDelta) > (float) reference
                : (float) (current + minDelta) < (float) reference;
    }
}
