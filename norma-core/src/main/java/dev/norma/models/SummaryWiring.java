package dev.norma.models;

import dev.norma.graph.Binary;
import dev.norma.graph.Call;
import dev.norma.graph.Node;
import dev.norma.graph.Op;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.layers.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** What a summary says about how layers and operations are wired. */
final class SummaryWiring {
    private final Outline outline;
    private final List<Node> nodes;
    private final Set<Node> relevant = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Node, String> names = new IdentityHashMap<>();

    SummaryWiring(Outline outline) {
        this.outline = outline;
        nodes = outline.nodes().stream().filter(SummaryWiring::isDrawn).toList();
        relevant.addAll(nodes);
        Set<String> taken = outline.layers().stream().map(Layer::name).collect(Collectors.toCollection(HashSet::new));
        for (Node node : nodes) {
            if (node.source() instanceof Op op) {
                String base = className(op).toLowerCase(Locale.ROOT);
                String free = base;
                for (int i = 1; !taken.add(free); i++) {
                    free = base + "_" + i;
                }
                names.put(node, free);
            }
        }
    }

    private static boolean isDrawn(Node node) {
        return node.results().getFirst().isOutline();
    }

    /** Whether each layer takes what the one before gives, and none is called twice. */
    boolean isChain() {
        Set<Object> callees = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < nodes.size(); i++) {
            List<Value> operands = operands(nodes.get(i));
            boolean follows = i == 0
                    ? operands.isEmpty()
                    : operands.size() == 1 && operands.getFirst().node() == nodes.get(i - 1);
            if (!follows || !callees.add(callee(nodes.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static List<Value> operands(Node node) {
        return node.operands().stream().filter(Value::isOutline).toList();
    }

    private static Object callee(Node node) {
        return node.source() instanceof Call call ? call.callee() : node;
    }

    /** Layers by their names, operations by their classes, numbered where a name is taken: in Keras' order. */
    List<SummaryRows.Entry> entries() {
        List<SummaryRows.Entry> entries = new ArrayList<>();
        for (Object callee : outline.callees()) {
            if (callee instanceof Layer layer) {
                entries.add(new SummaryRows.Entry(layer.name(), layer));
            } else if (callee instanceof Node node && relevant.contains(node)) {
                entries.add(new SummaryRows.Entry(name(node), node));
            }
        }
        return entries;
    }

    private String name(Node operation) {
        return Objects.requireNonNull(names.get(operation));
    }

    /** What an operation is, as a class name. */
    static String className(Op op) {
        return switch (op) {
            case Unary unary -> pascal(unary.function().name());
            case Binary binary -> pascal(binary.operator().name());
            default -> op.getClass().getSimpleName();
        };
    }

    private static String pascal(String constant) {
        return Arrays.stream(constant.split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** Where a layer takes its inputs from, in all its calls in this model, as {@code name[call][result]}. */
    String connectedTo(Layer layer) {
        return connections(layer.calls());
    }

    /** Where an operation takes its inputs from. */
    String connectedTo(Node operation) {
        return connections(List.of(operation));
    }

    private String connections(List<Node> calls) {
        StringJoiner from = new StringJoiner(", ").setEmptyValue("-");
        for (Node node : calls) {
            if (relevant.contains(node)) {
                operands(node).forEach(operand -> from.add(source(operand)));
            }
        }
        return from.toString();
    }

    private String source(Value value) {
        Node node = value.node();
        if (node.source() instanceof Call call && call.callee() instanceof Layer layer) {
            return "%s[%d][%d]".formatted(layer.name(), layer.calls().indexOf(node), value.index());
        }
        return "%s[0][%d]".formatted(name(node), value.index());
    }
}
