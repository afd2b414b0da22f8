package dev.norma.graph;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the text of a graph; {@link GraphText} describes it. */
final class GraphParser {
    private final Cursor cursor;
    private final @Nullable World world;
    private final Map<String, Value> values = new HashMap<>();
    private int depth;

    GraphParser(Cursor cursor, @Nullable World world) {
        this.cursor = cursor;
        this.world = world;
    }

    Graph whole() {
        Graph graph = graph();
        if (!cursor.atEnd()) {
            throw cursor.error("nothing behind the outputs");
        }
        return graph;
    }

    private Graph graph() {
        List<Value> inputs = new ArrayList<>();
        while (cursor.skip("input ")) {
            inputs.add(input());
        }
        while (!cursor.skip("output")) {
            node();
        }
        List<Value> outputs = new ArrayList<>();
        do {
            if (cursor.skip("%")) {
                outputs.add(value(cursor.word()));
            }
        } while (cursor.skip(","));
        return new Graph(inputs, outputs);
    }

    private Value input() {
        cursor.expect("%");
        String name = cursor.word();
        String leaf = cursor.quoted();
        cursor.expect(":");
        TensorType type = Literals.type(cursor);
        Value value = origin().draw(() -> Leaf.value(leaf, type, world()));
        values.put(name, value);
        return value;
    }

    private void node() {
        List<String> results = new ArrayList<>();
        do {
            cursor.expect("%");
            results.add(cursor.word());
        } while (cursor.skip(","));
        cursor.expect("=");
        String name = cursor.word();
        int at = cursor.position();
        Class<?> record = Schema.record(name);
        if (record == null) {
            throw cursor.error("an operation before this, not \"%s\"".formatted(name));
        }
        List<Supplier<@Nullable Object>> parts = parts(record, name);
        cursor.expect(":");
        List<TensorType> types = new ArrayList<>();
        do {
            types.add(Literals.type(cursor));
        } while (cursor.skip(","));
        Node node = origin().draw(() -> Node.of(make(record, parts)));
        check(at, node, results.size(), types);
        for (int i = 0; i < results.size(); i++) {
            values.put(results.get(i), node.results().get(i));
        }
    }

    private static Op make(Class<?> record, List<Supplier<@Nullable Object>> parts) {
        return (Op) Schema.make(record, parts.stream().map(Supplier::get).toArray());
    }

    private void check(int at, Node node, int names, List<TensorType> types) {
        List<TensorType> inferred = Bodies.types(node.results());
        if (names != inferred.size() || !types.equals(inferred)) {
            throw new Complaint(
                            "line %d gives %s other results than it has".formatted(cursor.line(at), node),
                            inferred.toString(),
                            "%d of types %s".formatted(names, types),
                            "correct the types, or the operands")
                    .asArgument();
        }
    }

    /** The components of a record; operands are suppliers because a fill in place is drawn with the line's origin. */
    private List<Supplier<@Nullable Object>> parts(Class<?> record, String name) {
        List<Supplier<@Nullable Object>> parts = new ArrayList<>();
        boolean first = true;
        for (RecordComponent component : record.getRecordComponents()) {
            if (Schema.isName(component)) {
                Object function = Literals.read(new Cursor(name), component.getType());
                parts.add(() -> function);
            } else if (component.getType() == World.class) {
                World around = world();
                parts.add(() -> around);
            } else {
                if (!first) {
                    cursor.expect(",");
                }
                first = false;
                parts.add(part(component));
            }
        }
        return parts;
    }

    private Supplier<@Nullable Object> part(RecordComponent component) {
        if (component.getType() == Value.class) {
            Supplier<@Nullable Value> operand = operand();
            return operand::get;
        }
        if (Schema.isListOf(component, Value.class)) {
            List<Supplier<@Nullable Value>> operands = Literals.list(cursor, _ -> operand());
            return () -> operands.stream().map(Supplier::get).toList();
        }
        cursor.expect(component.getName());
        cursor.expect("=");
        Object attribute =
                component.getType() == Graph.class ? body() : Literals.read(cursor, component.getGenericType());
        return () -> attribute;
    }

    private Graph body() {
        cursor.expect("{");
        depth++;
        Graph body = graph();
        depth--;
        cursor.expect("}");
        return body;
    }

    private Supplier<@Nullable Value> operand() {
        if (cursor.skip("none")) {
            return () -> null;
        }
        if (cursor.skip("fill(")) {
            double number = (Double) Literals.read(cursor, double.class);
            TensorType type = cursor.skip(",") ? Literals.type(cursor) : TensorType.of(DType.FLOAT32);
            cursor.expect(")");
            return () -> Node.of(new Fill(number, type)).results().getFirst();
        }
        cursor.expect("%");
        Value value = value(cursor.word());
        return () -> value;
    }

    private Value value(String name) {
        Value value = values.get(name);
        if (value == null) {
            throw cursor.error("a value from further up before this, not \"%" + name + "\"");
        }
        return value;
    }

    private Origin origin() {
        return cursor.skip("@") ? new Origin(cursor.quoted()) : Origin.NONE;
    }

    private @Nullable World world() {
        return depth == 0 ? world : null;
    }
}
