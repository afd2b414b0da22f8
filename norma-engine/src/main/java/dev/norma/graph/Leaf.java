package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that come from outside: a feed, a state, or what a body is given.
 *
 * @param name what it is called in text
 * @param type its type, sizes may be unknown
 * @param world the drawing it belongs to; null in bodies, which belong to the drawing around them
 */
public record Leaf(String name, TensorType type, @Nullable World world) implements Op {
    /** A leaf's value. */
    public static Value value(String name, TensorType type, @Nullable World world) {
        return Node.of(new Leaf(name, type, world)).results().getFirst();
    }

    @Override
    public List<Value> operands() {
        return List.of();
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(type);
    }

    @Override
    public Leaf map(UnaryOperator<Value> to) {
        return this;
    }
}
