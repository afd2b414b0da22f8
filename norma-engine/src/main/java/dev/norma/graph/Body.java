package dev.norma.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The body of a {@link Cond} or a {@link Scan} as a function drew it, and the values it uses from outside.
 *
 * <p>Those become operands: {@link #captured} finds them, {@link #over} gives the body that takes them as inputs.
 */
public final class Body {
    private final World world;
    private final List<Value> inputs;
    private final List<Value> outputs;

    private Body(World world, List<Value> inputs, List<Value> outputs) {
        this.world = world;
        this.inputs = inputs;
        this.outputs = List.copyOf(outputs);
    }

    /**
     * A body that takes nothing; all that the function draws belongs to it.
     *
     * @param name what it is, for errors
     * @param predicate what decides whether it runs
     */
    public static Body branch(String name, Value predicate, Supplier<List<Value>> drawing) {
        World world = World.branch(name, List.of(predicate));
        return new Body(world, List.of(), world.draw(drawing));
    }

    /**
     * A body that runs again and again. What the function draws that does not depend on its inputs is drawn outside, so
     * that it is computed once.
     *
     * @param name what it is, for errors
     * @param inputs names and types of what it takes
     * @param operands what the first run takes it from
     */
    public static Body loop(
            String name, List<Leaf> inputs, List<Value> operands, Function<List<Value>, List<Value>> drawing) {
        World world = World.loop(name, operands);
        List<Value> leaves = inputs.stream()
                .map(input -> Leaf.value(input.name(), input.type(), world))
                .toList();
        return new Body(world, leaves, world.draw(() -> drawing.apply(leaves)));
    }

    /** The values that the body uses from outside, each once, in the order in which it meets them. */
    public List<Value> captured() {
        Set<Value> captured = new LinkedHashSet<>();
        walk(captured);
        return List.copyOf(captured);
    }

    /**
     * The body as a graph over its own inputs, then these.
     *
     * @param captured at least what {@link #captured} found
     */
    public Graph over(List<Value> captured) {
        Map<Value, Value> drawn = new HashMap<>();
        List<Value> all = new ArrayList<>();
        for (Value input : inputs) {
            all.add(Leaf.value(((Leaf) input.op()).name(), input.type(), null));
            drawn.put(input, all.getLast());
        }
        for (Value value : captured) {
            all.add(Leaf.value("captured" + (all.size() - inputs.size()), value.type(), null));
            drawn.put(value, all.getLast());
        }
        for (Node node : walk(new LinkedHashSet<>())) {
            List<Value> results = redraw(node, drawn);
            for (int i = 0; i < results.size(); i++) {
                drawn.put(node.results().get(i), results.get(i));
            }
        }
        return new Graph(
                all, outputs.stream().map(output -> mapped(output, drawn)).toList());
    }

    private static List<Value> redraw(Node node, Map<Value, Value> drawn) {
        if (node.operands().isEmpty()) {
            return node.results();
        }
        Op op = node.op().map(operand -> mapped(operand, drawn));
        return node.origin().draw(() -> Node.of(op).results());
    }

    private static Value mapped(Value value, Map<Value, Value> drawn) {
        return Objects.requireNonNull(drawn.get(value));
    }

    /** The nodes inside, operands before users; what they use from outside is added to {@code captured}. */
    private List<Node> walk(Set<Value> captured) {
        Set<Node> done = new LinkedHashSet<>();
        Deque<Value> open = new ArrayDeque<>(outputs);
        while (!open.isEmpty()) {
            Value value = open.pop();
            if (isKnown(value, captured, done)) {
                continue;
            }
            if (isOutside(value.node())) {
                captured.add(value);
                continue;
            }
            List<Value> missing = value.node().operands().stream()
                    .filter(operand -> !isKnown(operand, captured, done))
                    .toList();
            if (missing.isEmpty()) {
                done.add(value.node());
            } else {
                open.push(value);
                missing.reversed().forEach(open::push);
            }
        }
        return List.copyOf(done);
    }

    private boolean isKnown(Value value, Set<Value> captured, Set<Node> done) {
        return done.contains(value.node()) || inputs.contains(value) || captured.contains(value);
    }

    private boolean isOutside(Node node) {
        World other = node.world();
        return other == null ? node.source() instanceof Leaf : !other.within(world);
    }
}
