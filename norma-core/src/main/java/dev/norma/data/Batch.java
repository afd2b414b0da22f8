package dev.norma.data;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An element of a {@link Dataset}: features, labels if there are any, and weights of the samples if there are any.
 *
 * <pre>
 *   a batch   x [samples, ...]   y [samples, ...]   sample weight [samples, ...]
 *   a row     x [...]            y [...]            sample weight [...]            as elements are before batch(n)
 * </pre>
 *
 * <p>Several features and labels have names, in the order in which they were given; where there is one only, it is
 * called {@value #X} or {@value #Y}. Never changes once made.
 */
public final class Batch {
    /** The name of the features where only one tensor is given, without a name. */
    public static final String X = "x";

    /** The name of the labels where only one tensor is given, without a name. */
    public static final String Y = "y";

    private final SequencedMap<String, Tensor> features;
    private final SequencedMap<String, Tensor> labels;
    private final @Nullable Tensor sampleWeight;
    private final boolean row;

    private Batch(
            Map<String, Tensor> features, Map<String, Tensor> labels, @Nullable Tensor sampleWeight, boolean row) {
        this.features = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(features));
        this.labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
        this.sampleWeight = sampleWeight;
        this.row = row;
        if (features.isEmpty()) {
            throw new Complaint("a batch needs features", "at least one tensor", "none", "give the model's input")
                    .asArgument();
        }
        if (!row) {
            SampleCounts.check(this);
        }
    }

    /** A batch of features without labels. */
    public static Batch of(Tensor x) {
        return named(Map.of(X, x), Map.of());
    }

    /** A batch of features and labels. */
    public static Batch of(Tensor x, Tensor y) {
        return named(Map.of(X, x), Map.of(Y, y));
    }

    /** A batch of features, labels and how much each sample counts. */
    public static Batch of(Tensor x, Tensor y, Tensor sampleWeight) {
        return of(x, y).withSampleWeight(sampleWeight);
    }

    /** A batch of several features and labels by name; the labels may be none. */
    public static Batch named(Map<String, Tensor> features, Map<String, Tensor> labels) {
        return new Batch(features, labels, null, false);
    }

    /** A single row without a label: its tensor has no axis for the samples. */
    public static Batch row(Tensor x) {
        return namedRow(Map.of(X, x), Map.of());
    }

    /** A single row with its label: its tensors have no axis for the samples. */
    public static Batch row(Tensor x, Tensor y) {
        return namedRow(Map.of(X, x), Map.of(Y, y));
    }

    /** A single row of several features and labels by name; the labels may be none. */
    public static Batch namedRow(Map<String, Tensor> features, Map<String, Tensor> labels) {
        return new Batch(features, labels, null, true);
    }

    /** All features by name, in order. */
    public SequencedMap<String, Tensor> features() {
        return features;
    }

    /** All labels by name, in order; empty where there are none. */
    public SequencedMap<String, Tensor> labels() {
        return labels;
    }

    /**
     * The features.
     *
     * @throws IllegalStateException if there are several: they are found by name in {@link #features()}
     */
    public Tensor x() {
        return only("x", "features", features);
    }

    /**
     * The labels.
     *
     * @throws IllegalStateException if there are none, or several: those are found by name in {@link #labels()}
     */
    public Tensor y() {
        return only("y", "labels", labels);
    }

    /** Whether there are labels. */
    public boolean hasLabels() {
        return !labels.isEmpty();
    }

    /** How much each sample counts, where that was given. */
    public Optional<Tensor> sampleWeight() {
        return Optional.ofNullable(sampleWeight);
    }

    /** Whether it is a single row, whose tensors have no axis for the samples. */
    public boolean isRow() {
        return row;
    }

    /**
     * How many samples the batch has: the size of the first axis of each of its tensors.
     *
     * @throws IllegalStateException if it is a single row
     */
    public long size() {
        if (row) {
            throw new Complaint(
                            "a single row has no number of samples",
                            "a batch, whose tensors have the samples on their first axis",
                            "the row " + this,
                            "call batch(n) on the dataset before it is used")
                    .asState();
        }
        return features.firstEntry().getValue().shape().dim(0);
    }

    /** The same with each feature tensor changed. */
    public Batch mapFeatures(UnaryOperator<Tensor> change) {
        return new Batch(changed(features, change), labels, sampleWeight, row);
    }

    /** The same with each label tensor changed. */
    public Batch mapLabels(UnaryOperator<Tensor> change) {
        return new Batch(features, changed(labels, change), sampleWeight, row);
    }

    /** The same with other labels. */
    public Batch withLabels(Map<String, Tensor> others) {
        return new Batch(features, others, sampleWeight, row);
    }

    /** The same with weights of its samples. */
    public Batch withSampleWeight(Tensor weights) {
        return new Batch(features, labels, weights, row);
    }

    /** What the tensors are, for example {@code x float32[64, 8, 8, 1], y int32[64]}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        features.forEach((name, tensor) -> text.add(name + " " + tensor.type()));
        labels.forEach((name, tensor) -> text.add(name + " " + tensor.type()));
        if (sampleWeight != null) {
            text.add("sample weight " + sampleWeight.type());
        }
        return text.toString();
    }

    /** Each tensor replaced by one made of it; a batch becomes a row or a row a batch where {@code row} says so. */
    Batch rebuilt(UnaryOperator<Tensor> change, boolean toRow) {
        Tensor weights = sampleWeight == null ? null : change.apply(sampleWeight);
        return new Batch(changed(features, change), changed(labels, change), weights, toRow);
    }

    private static Map<String, Tensor> changed(Map<String, Tensor> tensors, UnaryOperator<Tensor> change) {
        Map<String, Tensor> changed = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> changed.put(name, change.apply(tensor)));
        return changed;
    }

    private static Tensor only(String name, String kind, SequencedMap<String, Tensor> tensors) {
        if (tensors.size() != 1) {
            throw new Complaint(
                            "%s() needs %s of one tensor".formatted(name, kind),
                            "one tensor of " + kind,
                            tensors.isEmpty() ? "none" : String.join(", ", tensors.keySet()),
                            tensors.isEmpty()
                                    ? "make the dataset with %s".formatted(kind)
                                    : "choose one by name from %s()".formatted(kind))
                    .asState();
        }
        return tensors.firstEntry().getValue();
    }
}
