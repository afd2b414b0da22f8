package dev.norma.diagnosis;

import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.Context;
import dev.norma.layers.Layer;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import dev.norma.training.Network;
import dev.norma.training.NormalizationCalls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A drawing in which a network is drawn once or more often over the same feeds. */
final class Sketch {
    private final Subject subject;
    private final Trace trace;
    private final List<Value> feeds = new ArrayList<>();

    /** An empty drawing with feeds of these types. */
    Sketch(Subject subject, SequencedMap<String, TensorType> features) {
        this.subject = subject;
        this.trace =
                new Trace("an examination of %s".formatted(subject.network().layer()));
        features.forEach((name, type) -> feeds.add(trace.feed(name, type)));
    }

    /** The types that a network is fed with, as far as they are known without data, the batch axis open. */
    static SequencedMap<String, TensorType> types(Network network) {
        List<TensorType> types = network.inputTypes().isEmpty() ? builtFor(network.layer()) : network.inputTypes();
        SequencedMap<String, TensorType> named = new LinkedHashMap<>();
        for (int i = 0; i < types.size(); i++) {
            TensorType type = types.get(i);
            named.put("input" + i, type.withShape(type.shape().withDim(0, Shape.UNKNOWN)));
        }
        return named;
    }

    private static List<TensorType> builtFor(Layer layer) {
        if (!layer.isBuilt()) {
            throw new Complaint(
                            "%s cannot be examined yet".formatted(layer),
                            "a model whose input's shape is known",
                            "one that is not built",
                            "put an Input or InputLayer in front, call predict once, or examine it with data")
                    .asState();
        }
        return layer.builtFor();
    }

    Trace trace() {
        return trace;
    }

    List<Value> feeds() {
        return List.copyOf(feeds);
    }

    /** Draws the network; {@code sites} is told of its batch normalizations. */
    List<Value> draw(boolean training, NormalizationCalls sites) {
        Context context = Context.of(trace, training, subject.freezing(), sites);
        return subject.network().layer().apply(feeds, context, Arguments.NONE);
    }
}
