package dev.norma.optimize;

import dev.norma.graph.Graph;
import dev.norma.graph.Node;
import dev.norma.graph.Transpose;
import dev.norma.tensor.Shape;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Moves transposes towards the outputs, through everything that can work in another order of axes, so that those around
 * neighbouring convolutions of {@code channels_first} layers meet and cancel.
 *
 * <pre>
 *   before   conv, transpose, add bias, normalize, relu, transpose, conv
 *   after    conv, add bias, normalize, relu, conv
 * </pre>
 *
 * <p>Where that would move more elements than before, as beside a branch that cannot follow, the graph stays as it is.
 */
public final class CancelTransposes implements Pass {
    private static final List<Rule> RULES =
            List.of(new MergeTransposes(), new KnownShapes(), new MergeReshapes(), new SinkTranspose());

    @Override
    public Graph apply(Graph graph) {
        if (graph.nodes().stream().noneMatch(node -> node.op() instanceof Transpose)) {
            return graph;
        }
        Graph sunk = Rewriter.rewrite(graph, RULES, true);
        return moved(sunk) <= moved(graph) ? sunk : graph;
    }

    /** How many elements all transposes move; an unknown size counts as 1. */
    private static long moved(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof Transpose)
                .mapToLong(CancelTransposes::elements)
                .sum();
    }

    private static long elements(Node node) {
        Shape shape = node.results().getFirst().shape();
        return LongStream.of(shape.toArray()).map(dim -> Math.max(1, dim)).reduce(1, (a, b) -> a * b);
    }
}
