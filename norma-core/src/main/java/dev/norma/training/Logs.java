package dev.norma.training;

import dev.norma.tensor.Complaint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Numbers by name, in order: what a step or an epoch has to tell. The loss comes first, then the losses of several outputs,
 * then the metrics of each output, and those in which sample weights count; Keras sorts its logs by name.
 */
public final class Logs {
    private final List<String> names;
    private final double[] values;

    /** These numbers under these names. */
    public Logs(List<String> names, double... values) {
        this.names = List.copyOf(names);
        this.values = values.clone();
    }

    private Logs(double[] values, List<String> names) {
        this.names = names;
        this.values = values;
    }

    /** These numbers under these names, neither copied: the caller lets go of them. */
    static Logs owning(List<String> names, double[] values) {
        return new Logs(values, names);
    }

    /** Nothing to tell. */
    public static Logs none() {
        return new Logs(List.of());
    }

    /** The names, in order. */
    public List<String> names() {
        return names;
    }

    /** Whether there is a number of this name. */
    public boolean has(String name) {
        return names.contains(name);
    }

    /**
     * The number of this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public double get(String name) {
        int i = names.indexOf(name);
        if (i < 0) {
            throw new Complaint(
                            "there is no log \"%s\"".formatted(name),
                            "one of " + names,
                            "\"" + name + "\"",
                            "use one of them")
                    .asArgument();
        }
        return values[i];
    }

    /** These numbers, then others under names with a prefix. */
    public Logs and(String prefix, Logs others) {
        List<String> all = new ArrayList<>(names);
        others.names.forEach(name -> all.add(prefix + name));
        double[] both = Arrays.copyOf(values, all.size());
        System.arraycopy(others.values, 0, both, values.length, others.values.length);
        return new Logs(all, both);
    }

    /** The numbers, in order: the loss first. */
    public double[] values() {
        return values.clone();
    }

    /** The numbers by name, in order. */
    public SequencedMap<String, Double> toMap() {
        SequencedMap<String, Double> map = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            map.put(names.get(i), values[i]);
        }
        return map;
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
