package dev.norma.graph;

import dev.norma.tensor.ShapeException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Draws nodes again over other operands: inlining, binding of sizes and rewriting are copies. A node none of whose
 * operands changed is kept as it is.
 */
public final class Copy {
    private final Map<Value, Value> replacements = new IdentityHashMap<>();

    /** From now on {@code value} is drawn as {@code replacement}. */
    public Copy replace(Value value, Value replacement) {
        replacements.put(value, replacement);
        return this;
    }

    /** The value as it is in the copy. */
    public Value of(Value value) {
        Value known = replacements.get(value);
        if (known != null) {
            return known;
        }
        for (Node node : new Graph(List.of(), List.of(value)).nodes()) {
            draw(node);
        }
        return Objects.requireNonNull(replacements.get(value));
    }

    /** The values as they are in the copy. */
    public List<Value> of(List<Value> values) {
        return of(values, node -> {});
    }

    /**
     * The values as they are in the copy.
     *
     * @param drawn told of each node as soon as its copy is there
     */
    public List<Value> of(List<Value> values, Consumer<Node> drawn) {
        for (Node node : new Graph(List.of(), values).nodes()) {
            draw(node);
            drawn.accept(node);
        }
        return values.stream()
                .map(value -> Objects.requireNonNull(replacements.get(value)))
                .toList();
    }

    /** The value as it is in the copy, if it is there already. */
    public @Nullable Value known(Value value) {
        return replacements.get(value);
    }

    /** An error names the layer that drew the node: sizes that do not fit show when they become known. */
    private static List<Value> drawn(Op op) {
        try {
            return Node.of(op).results();
        } catch (ShapeException e) {
            Origin origin = Origin.current();
            throw origin.path().isEmpty() ? e : e.at("layer \"%s\"".formatted(origin));
        }
    }

    private void draw(Node node) {
        List<Value> results = node.results();
        if (replacements.containsKey(results.getFirst())) {
            return;
        }
        boolean changed = node.operands().stream().anyMatch(operand -> replacements.get(operand) != operand);
        List<Value> copies = results;
        if (changed) {
            Op op = node.op().map(operand -> Objects.requireNonNull(replacements.get(operand)));
            copies = node.origin().draw(() -> drawn(op));
        }
        for (int i = 0; i < results.size(); i++) {
            replacements.put(results.get(i), copies.get(i));
        }
    }
}
