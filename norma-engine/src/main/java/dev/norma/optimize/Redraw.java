package dev.norma.optimize;

import dev.norma.graph.Fused;
import dev.norma.graph.Graph;
import dev.norma.graph.Node;
import dev.norma.graph.Op;
import dev.norma.graph.SubGraphs;
import dev.norma.graph.Value;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Draws a graph again, operands before users, so that a pass may draw something else in the place of some nodes. What a
 * pass looks at is the old graph; what it draws hangs on the new one.
 */
abstract class Redraw {
    private final Map<Value, Value> done = new IdentityHashMap<>();

    /** What to put in the place of a node's results, drawn over {@link #get}; null to keep the node. */
    abstract @Nullable List<Value> replace(Node node);

    /** An old value as it is in the new graph. */
    final Value get(Value old) {
        return Objects.requireNonNull(done.get(old));
    }

    /** Whether an old value is in the new graph yet. */
    final boolean has(Value old) {
        return done.containsKey(old);
    }

    /** An old value that may be absent. */
    final @Nullable Value getOrNull(@Nullable Value old) {
        return old == null ? null : get(old);
    }

    /**
     * The graph drawn again; the same one if nothing changed.
     *
     * @param bodies what to do to the bodies of {@code Cond} and {@code Scan}
     */
    final Graph graph(Graph graph, UnaryOperator<Graph> bodies) {
        for (Node node : graph.nodes()) {
            List<Value> drawn = node.origin().draw(() -> {
                List<Value> replaced = replace(node);
                return replaced == null ? copy(node, bodies) : replaced;
            });
            for (int i = 0; i < drawn.size(); i++) {
                done.put(node.results().get(i), drawn.get(i));
            }
        }
        List<Value> outputs = graph.outputs().stream().map(this::get).toList();
        return outputs.equals(graph.outputs()) ? graph : new Graph(graph.inputs(), outputs);
    }

    private List<Value> copy(Node node, UnaryOperator<Graph> bodies) {
        Op op = node.op();
        boolean moved = op.operands().stream().anyMatch(operand -> get(operand) != operand);
        Op changed = moved ? op.map(this::get) : op;
        changed = changed instanceof Fused ? changed : SubGraphs.map(changed, bodies);
        return changed == op ? node.results() : Node.of(changed).results();
    }
}
