package dev.norma.training;

import dev.norma.config.Check;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends training when a number has not become better for some epochs. */
public final class EarlyStopping extends Callback {
    private String monitor = "val_loss";
    private double minDelta;
    private int patience;
    private String mode = "auto";
    private @Nullable Double baseline;
    private boolean restoreBestWeights;
    private int startFromEpoch;

    private int waited;
    private double best;
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
        patience = epochs;
        return this;
    }

    /** {@code "min"}, {@code "max"}, or {@code "auto"}: more is better for what is called accuracy, less for the rest. */
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
        startFromEpoch = epoch;
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
        best = upward() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    @Override
    public void onEpochEnd(Trainable model, Progress progress, Logs logs) {
        if (!logs.has(monitor)) {
            throw new Complaint(
                            "EarlyStopping cannot watch \"%s\"".formatted(monitor),
                            "one of " + logs.names(),
                            "\"" + monitor + "\"",
                            "set monitor to one of them, or give fit validation data")
                    .asState();
        }
        if (progress.epoch() < startFromEpoch) {
            return;
        }
        double current = logs.get(monitor);
        if (restoreBestWeights && bestWeights == null) {
            bestWeights = model.network().getWeights();
            bestEpoch = progress.epoch();
        }
        waited++;
        if (better(current, best)) {
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

    private boolean upward() {
        return mode.equals("max")
                || (mode.equals("auto")
                        && (monitor.endsWith("accuracy") || monitor.endsWith("acc") || monitor.endsWith("auc")));
    }

    private boolean better(double current, double reference) {
        return upward() ? current - minDelta > reference : current + minDelta < reference;
    }
}
