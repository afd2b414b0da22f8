package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values to compute and the leaves they are computed from. Nodes are found from the outputs; those that no output needs
 * do not exist. Immutable.
 *
 * @param inputs leaves, in the order in which numbers are given
 * @param outputs the values wanted, in order; one may be wanted twice
 */
public record Graph(List<Value> inputs, List<Value> outputs) {
    /** Keeps copies of its parts. */
    public Graph {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** All nodes that the outputs need, operands before users; iterative, so that depth costs no stack. */
    public List<Node> nodes() {
        List<Node> order = new ArrayList<>();
        Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> open = new ArrayDeque<>();
        for (Value output : outputs) {
            open.push(output.node());
            while (!open.isEmpty()) {
                visit(open, done, order);
            }
        }
        return order;
    }

    private static void visit(Deque<Node> open, Set<Node> done, List<Node> order) {
        Node node = open.peek();
        if (done.contains(node)) {
            open.pop();
            return;
        }
        boolean ready = true;
        List<Value> operands = node.operands();
        for (int i = operands.size() - 1; i >= 0; i--) {
            Node before = operands.get(i).node();
            if (!done.contains(before)) {
                open.push(before);
                ready = false;
            }
        }
        if (ready) {
            open.pop();
            done.add(node);
            order.add(node);
        }
    }

    /** The types of the inputs. */
    public List<TensorType> inputTypes() {
        return inputs.stream().map(Value::type).toList();
    }

    /** The types of the outputs. */
    public List<TensorType> outputTypes() {
        return outputs.stream().map(Value::type).toList();
    }

    /** Compared by identity, as nodes are: two bodies merge only if they are one. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Graph graph && inputs.equals(graph.inputs) && outputs.equals(graph.outputs);
    }

    @Override
    public int hashCode() {
        return 31 * inputs.hashCode() + outputs.hashCode();
    }
}
