package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.layers.Context;
import dev.norma.tensor.Complaint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A whole batch while a step is drawn.
 *
 * @param features by name, in order
 * @param labels by name, in order; empty where the batch has none
 * @param sampleWeight null where the batch has none
 */
public record BatchValues(
        SequencedMap<String, Value> features,
        SequencedMap<String, Value> labels,
        @Nullable Value sampleWeight) {
    /** Keeps copies of its parts. */
    public BatchValues {
        features = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(features));
        labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
    }

    /**
     * The only features.
     *
     * @throws IllegalStateException if there are several
     */
    public Value x() {
        return only("features", features);
    }

    /**
     * The only labels.
     *
     * @throws IllegalStateException if there are none, or several
     */
    public Value y() {
        return only("labels", labels);
    }

    /** This as the two values that a function of x and y takes, of a batch that holds nothing else. */
    Value loss(StepFunction function, Context context) {
        if (sampleWeight != null) {
            throw refused("features and labels, and nothing else", "sample weights too");
        }
        return function.loss(x(), y(), context);
    }

    private static Value only(String what, SequencedMap<String, Value> values) {
        if (values.size() != 1) {
            throw refused(
                    "%s of one tensor".formatted(what),
                    List.copyOf(values.keySet()).toString());
        }
        return values.firstEntry().getValue();
    }

    private static IllegalStateException refused(String expected, String given) {
        return new Complaint(
                        "a function of x and y cannot take this batch",
                        expected,
                        given,
                        "write a function of the whole batch: TrainStep.ofBatches(optimizer, (batch, context) -> ...)")
                .asState();
    }
}
