package dev.norma.autodiff;

import dev.norma.graph.Elementwise;
import dev.norma.graph.Graph;
import dev.norma.graph.Node;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reverse mode: from the results back to what they depend on, once over the nodes between. */
final class Sweep {
    private Sweep() {}

    /**
     * What gradients of some outputs become at the values they depend on.
     *
     * @param seeds the gradients of the outputs, of their shapes
     * @return one for each of {@code with}; null where no output depends on it
     */
    static List<@Nullable Value> back(List<Value> outputs, List<Value> seeds, List<Value> with) {
        List<Node> order = new Graph(List.of(), outputs).nodes();
        Sink grads = new Sink(dependents(order, with));
        for (int i = 0; i < outputs.size(); i++) {
            grads.add(outputs.get(i), seeds.get(i));
        }
        for (Node node : order.reversed()) {
            List<@Nullable Value> upstream = new ArrayList<>();
            node.results().forEach(result -> upstream.add(grads.total(result)));
            if (upstream.stream().anyMatch(g -> g != null)
                    && node.operands().stream().anyMatch(grads::wants)) {
                node.origin().draw(() -> {
                    Table.pass(node.op(), new Results(node.results(), upstream), grads);
                    return node;
                });
            }
        }
        List<@Nullable Value> found = new ArrayList<>();
        with.forEach(value -> found.add(grads.total(value)));
        return found;
    }

    /** The values through which gradients flow: the given ones and what depends on them. */
    private static Set<Value> dependents(List<Node> order, List<Value> with) {
        Set<Value> dependents = new HashSet<>(with);
        for (Node node : order) {
            boolean stops = node.source() instanceof Unary unary && unary.function() == Elementwise.STOP_GRADIENT;
            if (!stops && node.operands().stream().anyMatch(dependents::contains)) {
                node.results().stream()
                        .filter(result -> result.dtype().isFloat())
                        .forEach(dependents::add);
            }
        }
        return dependents;
    }
}
