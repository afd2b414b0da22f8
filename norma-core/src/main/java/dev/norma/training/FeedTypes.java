package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The types of what a step is fed, with the batch axis open: what a trace is kept by.
 *
 * @param features those of the features by name, in order
 * @param labels those of the labels by name, in order
 * @param sampleWeight null where batches have none
 */
public record FeedTypes(
        SequencedMap<String, TensorType> features,
        SequencedMap<String, TensorType> labels,
        @Nullable TensorType sampleWeight) {

    /** What a trace is fed with, by name: a value of each type. */
    static SequencedMap<String, Value> feeds(Trace trace, SequencedMap<String, TensorType> types) {
        SequencedMap<String, Value> feeds = new LinkedHashMap<>();
        types.forEach((name, type) -> feeds.put(name, trace.feed(name, type)));
        return feeds;
    }

    static TensorType open(TensorType type) {
        return type.rank() == 0 ? type : type.withShape(type.shape().withDim(0, Shape.UNKNOWN));
    }
}
