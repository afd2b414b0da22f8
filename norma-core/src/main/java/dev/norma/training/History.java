package dev.norma.training;

import dev.norma.tensor.Complaint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What each epoch had to tell. */
public final class History extends Callback {
    private final List<Integer> epochs = new ArrayList<>();
    private final List<Logs> logs = new ArrayList<>();

    @Override
    public void onEpochEnd(Trainable model, Progress progress, Logs told) {
        epochs.add(progress.epoch());
        logs.add(told);
    }

    /** The epochs that were run, from 0. */
    public List<Integer> epochs() {
        return List.copyOf(epochs);
    }

    /** The logs of each epoch. */
    public List<Logs> logs() {
        return List.copyOf(logs);
    }

    /** One number over the epochs that have it, for example {@code "val_accuracy"}. */
    public List<Double> get(String name) {
        List<Double> values =
                logs.stream().filter(l -> l.has(name)).map(l -> l.get(name)).toList();
        if (values.isEmpty()) {
            Set<String> known = new LinkedHashSet<>();
            logs.forEach(l -> known.addAll(l.names()));
            throw new Complaint(
                            "the history has no \"%s\"".formatted(name),
                            "one of " + known,
                            "\"" + name + "\"",
                            "use one of them")
                    .asArgument();
        }
        return values;
    }

    /** One number of the last epoch. */
    public double last(String name) {
        return get(name).getLast();
    }

    @Override
    public String toString() {
        return "History" + logs;
    }
}
