package dev.norma.optimize;

import dev.norma.graph.Graph;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Who uses each value of a graph: once per operand position, and once per output that it is. */
final class Uses {
    private final Map<Value, List<Node>> users = new IdentityHashMap<>();
    private final Map<Value, Integer> counts = new IdentityHashMap<>();

    Uses(Graph graph) {
        for (Node node : graph.nodes()) {
            for (Value operand : node.operands()) {
                users.computeIfAbsent(operand, _ -> new ArrayList<>()).add(node);
                counts.merge(operand, 1, Integer::sum);
            }
        }
        graph.outputs().forEach(output -> counts.merge(output, 1, Integer::sum));
    }

    /** How often the value is used, outputs included. */
    int count(Value value) {
        return counts.getOrDefault(value, 0);
    }

    /** Whether one operand is its only use. */
    boolean once(Value value) {
        return count(value) == 1 && users(value).size() == 1;
    }

    /** The nodes that take it, one that takes it twice twice. */
    List<Node> users(Value value) {
        return users.getOrDefault(value, List.of());
    }
}
