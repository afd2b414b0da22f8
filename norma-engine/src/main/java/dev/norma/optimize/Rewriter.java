package dev.norma.optimize;

import dev.norma.graph.Fused;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Op;
import dev.norma.graph.SubGraphs;
import dev.norma.graph.Value;
import dev.norma.tensor.Complaint;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One sweep over a graph, operands before users: rules rewrite each value, equal nodes merge. One sweep is enough, since a
 * rule only looks at operands, which no rule changes any more, and what it draws is swept at once. Bodies of {@code Cond}
 * and {@code Scan} are swept too; a {@code Fused} one is known by its kind and stays.
 */
final class Rewriter {
    /** Rewrites of rewrites of one value: so many, and two rules undo each other. */
    private static final int DEEPEST = 500;

    private final List<Rule> rules;
    private final boolean merge;
    private final Map<Value, Value> done = new IdentityHashMap<>();
    private final Map<Op, Node> met = new HashMap<>();
    private int depth;

    private Rewriter(List<Rule> rules, boolean merge) {
        this.rules = rules;
        this.merge = merge;
    }

    /**
     * The graph after a sweep; the same one if nothing changed.
     *
     * @param merge whether nodes with equal operations become one
     */
    static Graph rewrite(Graph graph, List<Rule> rules, boolean merge) {
        return new Rewriter(rules, merge).graph(graph);
    }

    private Graph graph(Graph graph) {
        graph.nodes().forEach(this::node);
        List<Value> outputs = graph.outputs().stream().map(this::get).toList();
        return outputs.equals(graph.outputs()) ? graph : new Graph(graph.inputs(), outputs);
    }

    private Value get(Value value) {
        return Objects.requireNonNull(done.get(value));
    }

    /** Sweeps a node whose operands have been swept. */
    private void node(Node node) {
        Node drawn = drawn(node);
        for (int i = 0; i < node.results().size(); i++) {
            Value value = node.results().get(i);
            if (!done.containsKey(value)) {
                done.put(value, normal(drawn.results().get(i)));
            }
        }
    }

    private Node drawn(Node node) {
        Op op = node.op();
        boolean moved = op.operands().stream().anyMatch(operand -> get(operand) != operand);
        Op changed = moved ? op.map(this::get) : op;
        if (!(changed instanceof Fused)) {
            changed = SubGraphs.map(changed, body -> rewrite(body, rules, merge));
        }
        if (merge && !(op instanceof Leaf)) {
            Node equal = met.get(changed);
            if (equal != null) {
                return equal;
            }
        }
        Op drawn = changed;
        Node result = drawn == op ? node : node.origin().draw(() -> Node.of(drawn));
        if (merge && !(op instanceof Leaf)) {
            met.put(drawn, result);
        }
        return result;
    }

    /** What no rule applies to any more. */
    private Value normal(Value value) {
        Value known = done.get(value);
        if (known != null) {
            return known;
        }
        Value result = rules.isEmpty() ? value : value.node().origin().draw(() -> rewritten(value));
        done.put(value, result);
        return result;
    }

    private Value rewritten(Value value) {
        for (Rule rule : rules) {
            Value other = rule.rewrite(value);
            if (other != null && other != value) {
                return absorbed(rule, value, other);
            }
        }
        return value;
    }

    private Value absorbed(Rule rule, Value value, Value other) {
        if (!other.type().equals(value.type())) {
            throw new Complaint(
                            "the rule %s changes a type".formatted(rule.name()),
                            "%s for %s".formatted(value.type(), value.node()),
                            "%s of %s".formatted(other.type(), other.node()),
                            "let the rule return null where types would differ")
                    .asState();
        }
        if (++depth > DEEPEST) {
            throw new Complaint(
                            "rules do not come to an end",
                            "rules that do not undo each other",
                            "%s drew %s in place of %s".formatted(rule.name(), other, value),
                            "make one of the rules more particular")
                    .asState();
        }
        Value result = absorbed(other);
        depth--;
        return result;
    }

    /** Sweeps what a rule drew. */
    private Value absorbed(Value drawn) {
        @Nullable Value known = done.get(drawn);
        if (known != null) {
            return known;
        }
        drawn.node().operands().forEach(this::absorbed);
        node(drawn.node());
        return get(drawn);
    }
}
