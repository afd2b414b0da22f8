package dev.norma.optimize;

import dev.norma.graph.Copy;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Gives the inputs of a graph their sizes, from which those of all values follow. */
public final class Sizes {
    private Sizes() {}

    /**
     * The graph over inputs of known sizes.
     *
     * @param sizes shapes of the first inputs; the rest keep theirs
     */
    public static Graph bind(Graph graph, List<Shape> sizes) {
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
        return new Graph(inputs, copy.of(graph.outputs()));
    }
}
