package dev.norma.optimize;

import dev.norma.graph.Copy;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Gives the inputs of a graph their sizes, from which those of all values follow. */
public final class Sizes {
    private Sizes() {}

    /**
     * The graph over inputs of known sizes.
     *
     * @param sizes shapes of the first inputs; the rest keep theirs
     */
    public static Graph bind(Graph graph, List<Shape> sizes) {
        return bind(graph, sizes, List.of());
    }

    /**
     * The graph over inputs of known sizes.
     *
     * @param sizes shapes of the first inputs; the rest keep theirs
     * @param checks asked in the order in which their sizes become known; an error ends the binding
     */
    public static Graph bind(Graph graph, List<Shape> sizes, List<SizeCheck> checks) {
        Copy copy = new Copy();
        List<Value> inputs = new ArrayList<>(graph.inputs());
        for (int i = 0; i < sizes.size(); i++) {
            Value open = inputs.get(i);
            Leaf leaf = (Leaf) open.op();
            if (!leaf.type().shape().equals(sizes.get(i))) {
                inputs.set(i, Leaf.value(leaf.name(), leaf.type().withShape(sizes.get(i)), leaf.world()));
                copy.replace(open, inputs.get(i));
            }
        }
        Map<Node, List<SizeCheck>> asking = new IdentityHashMap<>();
        List<Value> wanted = new ArrayList<>();
        for (SizeCheck check : checks) {
            wanted.addAll(check.values());
            check.values()
                    .forEach(value -> asking.computeIfAbsent(value.node(), node -> new ArrayList<>())
                            .add(check));
        }
        wanted.addAll(graph.outputs());
        List<Value> bound =
                copy.of(wanted, node -> asking.getOrDefault(node, List.of()).forEach(check -> check.ask(copy)));
        return new Graph(inputs, bound.subList(bound.size() - graph.outputs().size(), bound.size()));
    }
}
