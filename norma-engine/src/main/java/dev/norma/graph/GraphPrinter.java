package dev.norma.graph;

import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the text of a graph; {@link GraphText} describes it. */
final class GraphPrinter {
    private final StringBuilder text = new StringBuilder();
    private final Map<Value, String> names = new IdentityHashMap<>();
    private final Map<Value, Integer> uses = new IdentityHashMap<>();
    private final Map<Value, Origin> users = new IdentityHashMap<>();
    private int count;

    static String print(Graph graph) {
        GraphPrinter printer = new GraphPrinter();
        printer.count(graph);
        printer.graph(graph, "");
        return printer.text.toString();
    }

    private void count(Graph graph) {
        for (Node node : graph.nodes()) {
            for (Value operand : node.operands()) {
                uses.merge(operand, 1, Integer::sum);
                users.put(operand, node.origin());
            }
            if (node.source() instanceof Op op) {
                SubGraphs.of(op).forEach(this::count);
            }
        }
        graph.outputs().forEach(output -> uses.merge(output, 2, Integer::sum));
    }

    private void graph(Graph graph, String indent) {
        for (Value input : graph.inputs()) {
            text.append(indent).append("input ").append(name(input)).append(' ');
            text.append(Literals.quoted(((Leaf) input.op()).name()));
            text.append(" : ").append(input.type());
            origin(input.node());
        }
        for (Node node : graph.nodes()) {
            if (!names.containsKey(node.results().getFirst()) && !inline(node)) {
                node(node, indent);
            }
        }
        text.append(indent)
                .append("output ")
                .append(graph.outputs().stream().map(this::use).collect(Collectors.joining(", ")))
                .append('\n');
    }

    private void node(Node node, String indent) {
        String results = node.results().stream().map(this::name).collect(Collectors.joining(", "));
        text.append(indent).append(results).append(" = ").append(source(node.source(), indent));
        text.append(" : ");
        text.append(
                node.results().stream().map(value -> value.type().toString()).collect(Collectors.joining(", ")));
        origin(node);
    }

    private void origin(Node node) {
        if (!node.origin().path().isEmpty()) {
            text.append(" @ ").append(Literals.quoted(node.origin().path()));
        }
        text.append('\n');
    }

    private String source(Source source, String indent) {
        if (!(source instanceof Op op)) {
            Call call = (Call) source;
            return "call %s %s"
                    .formatted(
                            Literals.quoted(call.callee().name()),
                            call.operands().stream().map(this::use).collect(Collectors.joining(", ")));
        }
        List<String> parts = new ArrayList<>();
        for (RecordComponent component : op.getClass().getRecordComponents()) {
            String part = part(component, Schema.read(component, op), indent);
            if (part != null) {
                parts.add(part);
            }
        }
        return (Schema.name(op) + " " + String.join(", ", parts)).stripTrailing();
    }

    private @Nullable String part(RecordComponent component, @Nullable Object held, String indent) {
        if (Schema.isName(component) || component.getType() == World.class) {
            return null;
        }
        if (component.getType() == Value.class) {
            return held instanceof Value value ? use(value) : "none";
        }
        if (Schema.isListOf(component, Value.class)) {
            return values((List<?>) held);
        }
        if (held instanceof Graph body) {
            return component.getName() + "=" + body(body, indent);
        }
        return component.getName() + "=" + Literals.write(held);
    }

    private String values(@Nullable List<?> held) {
        StringJoiner list = new StringJoiner(", ", "[", "]");
        if (held != null) {
            held.forEach(value -> list.add(use((Value) value)));
        }
        return list.toString();
    }

    /** A body on lines of its own: written behind what there is, then taken off again to become part of a line. */
    private String body(Graph body, String indent) {
        int start = text.length();
        text.append("{\n");
        graph(body, indent + "    ");
        text.append(indent).append("  }");
        String block = text.substring(start);
        text.setLength(start);
        return block;
    }

    private String use(Value value) {
        return inline(value.node()) ? fill((Fill) value.op()) : name(value);
    }

    /** A fill of one use and of its user's origin needs no line of its own. */
    private boolean inline(Node node) {
        Value value = node.results().getFirst();
        return node.source() instanceof Fill
                && uses.getOrDefault(value, 0) == 1
                && node.origin().equals(users.get(value))
                && !names.containsKey(value);
    }

    private static String fill(Fill fill) {
        TensorType plain = TensorType.of(DType.FLOAT32);
        String type = fill.type().equals(plain) ? "" : ", " + fill.type();
        return "fill(" + fill.value() + type + ")";
    }

    private String name(Value value) {
        return names.computeIfAbsent(value, _ -> "%" + count++);
    }
}
