package dev.norma.diagnosis;

import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Cast;
import dev.norma.graph.ExpandDims;
import dev.norma.graph.Graph;
import dev.norma.graph.Node;
import dev.norma.graph.Random;
import dev.norma.graph.Reshape;
import dev.norma.graph.Value;
import dev.norma.layers.Layer;
import dev.norma.layers.Weight;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who drew the values of a drawing, which of them are weights, and who uses them. */
final class Wires {
    private final Map<String, Layer> layers = new HashMap<>();
    private final Map<Value, Weight> weights = new IdentityHashMap<>();
    private final Set<Value> feeds = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Value> outputs = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Value, List<Node>> users = new IdentityHashMap<>();

    Wires(Layer root, Trace trace, List<Value> feeds, Graph graph) {
        index(root, root.name());
        this.feeds.addAll(feeds);
        outputs.addAll(graph.outputs());
        Map<Parameter, Weight> owned = new IdentityHashMap<>();
        root.weights().forEach(weight -> owned.put(weight.parameter(), weight));
        trace.met().forEach(parameter -> {
            Weight weight = owned.get(parameter);
            if (weight != null) {
                weights.put(trace.initial(parameter), weight);
            }
        });
        for (Node node : graph.nodes()) {
            node.operands()
                    .forEach(operand -> users.computeIfAbsent(operand, o -> new ArrayList<>())
                            .add(node));
        }
    }

    private void index(Layer layer, String path) {
        if (layers.putIfAbsent(path, layer) == null) {
            layer.layers().forEach(part -> index(part, path + "/" + part.name()));
        }
    }

    /** The layer whose call drew a value; null where that was nobody's or cannot be told. */
    @Nullable
    Layer drawnBy(Value value) {
        return layers.get(value.node().origin().path());
    }

    /** Whether a value comes from outside. */
    boolean isFeed(Value value) {
        return feeds.contains(value);
    }

    /** The weight that a value is, perhaps in another shape or type; null for other values. */
    @Nullable
    Weight weight(Value value) {
        Value at = value;
        while (true) {
            switch (at.op()) {
                case Cast cast -> at = cast.x();
                case Reshape reshape -> at = reshape.x();
                case ExpandDims expand -> at = expand.x();
                case BroadcastTo broadcast -> at = broadcast.x();
                default -> {
                    return weights.get(at);
                }
            }
        }
    }

    /** The layer of the first random numbers that a value depends on, not looking behind some values; null for none. */
    @Nullable
    Layer randomInFront(Value value, Set<Value> borders) {
        Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Value> open = new ArrayDeque<>(List.of(value));
        while (!open.isEmpty()) {
            Value at = open.pop();
            if (at.op() instanceof Random) {
                return drawnBy(at);
            }
            if (seen.add(at) && !borders.contains(at)) {
                at.node().operands().forEach(open::push);
            }
        }
        return null;
    }

    /** How many use a value beside the call at this path; being a result of the network is a use. */
    int usesBeside(Value value, String path) {
        long others = users.getOrDefault(value, List.of()).stream()
                .filter(node -> !node.origin().path().equals(path))
                .count();
        return (int) others + (outputs.contains(value) ? 1 : 0);
    }
}
