package dev.norma.optimize;

import dev.norma.graph.Fused;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes fused operations, and reads them. */
final class Fusion {
    private Fusion() {}

    /**
     * The results of a fused operation.
     *
     * @param arguments what it takes; absent ones are left out
     * @param body draws the results over leaves in the arguments' places
     */
    static List<Value> draw(
            String kind, List<@Nullable Value> arguments, Function<List<@Nullable Value>, List<Value>> body) {
        List<@Nullable Value> leaves = new ArrayList<>();
        List<Value> inputs = new ArrayList<>();
        for (Value argument : arguments) {
            Value leaf = argument == null ? null : Leaf.value("argument" + leaves.size(), argument.type(), null);
            leaves.add(leaf);
            if (leaf != null) {
                inputs.add(leaf);
            }
        }
        Graph drawn = new Graph(inputs, body.apply(leaves));
        return Node.of(new Fused(
                        kind, drawn, arguments.stream().filter(Objects::nonNull).toList()))
                .results();
    }

    /** The argument that stands for this value of the body; null for null. */
    static @Nullable Value argument(Fused fused, @Nullable Value leaf) {
        return leaf == null ? null : given(fused, leaf);
    }

    /** The argument that stands for this input of the body. */
    static Value given(Fused fused, Value leaf) {
        return fused.arguments().get(fused.body().inputs().indexOf(leaf));
    }
}
