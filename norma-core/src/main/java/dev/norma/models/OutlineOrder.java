package dev.norma.models;

import dev.norma.graph.Call;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds nodes and layers of an outline in Keras' order. */
final class OutlineOrder {
    private final Set<Value> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Node> operandsFirst = new ArrayList<>();
    private final Map<Object, Integer> met = new IdentityHashMap<>();
    private final Map<Node, Integer> depths = new LinkedHashMap<>();
    private final Map<Object, Integer> calleeDepths = new IdentityHashMap<>();

    OutlineOrder(List<Value> inputs, List<Value> outputs) {
        this.inputs.addAll(inputs);
        walk(outputs);
        measure();
        for (Value input : inputs) {
            depths.putIfAbsent(input.node(), 0);
            met.putIfAbsent(callee(input.node()), -1);
            calleeDepths.putIfAbsent(callee(input.node()), 0);
        }
    }

    /** Calls and operations, deepest first. */
    List<Node> nodes() {
        return depths.keySet().stream()
                .sorted(Comparator.comparing(depths::get, Comparator.reverseOrder()))
                .toList();
    }

    /** Layers and the nodes of operations, each once: deepest first, then as the walk met them. */
    List<Object> callees() {
        Set<Object> callees = Collections.newSetFromMap(new IdentityHashMap<>());
        return depths.keySet().stream()
                .map(OutlineOrder::callee)
                .filter(callees::add)
                .sorted(Comparator.comparing(calleeDepths::get, Comparator.reverseOrder())
                        .thenComparing(met::get))
                .toList();
    }

    /** Depth first from the outputs; iterative, so that depth costs no stack. */
    private void walk(List<Value> outputs) {
        Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> open = new ArrayDeque<>();
        for (Value output : outputs) {
            open.push(output.node());
            while (!open.isEmpty()) {
                Node node = open.peek();
                met.putIfAbsent(callee(node), met.size());
                Node next = done.contains(node) ? null : firstOpen(node, done);
                if (next != null) {
                    open.push(next);
                } else {
                    open.pop();
                    if (done.add(node)) {
                        operandsFirst.add(node);
                    }
                }
            }
        }
    }

    private @Nullable Node firstOpen(Node node, Set<Node> done) {
        if (node.results().stream().anyMatch(inputs::contains)) {
            return null;
        }
        return node.operands().stream()
                .map(Value::node)
                .filter(before -> !done.contains(before))
                .findFirst()
                .orElse(null);
    }

    private void measure() {
        for (Node node : operandsFirst.reversed()) {
            depths.putIfAbsent(node, 0);
            int depth = Math.max(depths.get(node), calleeDepths.getOrDefault(callee(node), 0));
            calleeDepths.put(callee(node), depth);
            depths.put(node, depth);
            if (node.results().stream().noneMatch(inputs::contains)) {
                node.operands().forEach(operand -> depths.merge(operand.node(), depth + 1, Math::max));
            }
        }
    }

    private static Object callee(Node node) {
        return node.source() instanceof Call call ? call.callee() : node;
    }
}
