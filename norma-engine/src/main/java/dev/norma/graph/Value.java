package dev.norma.graph;

import dev.norma.tensor.Operand;
import dev.norma.tensor.TensorType;
import org.jspecify.annotations.Nullable;

/** The result of a node: numbers that will be. Compared by identity; its type may hold unknown sizes. */
public final class Value implements Operand<Value> {
    private final Node node;
    private final int index;
    private final TensorType type;

    Value(Node node, int index, TensorType type) {
        this.node = node;
        this.index = index;
        this.type = type;
    }

    /** The node whose result it is. */
    public Node node() {
        return node;
    }

    /** Which of the node's results it is, from 0. */
    public int index() {
        return index;
    }

    /** Whether it belongs to an outline, where layers are wired, and not to a graph of operations. */
    public boolean isOutline() {
        World world = node.world();
        return world != null && world.root() == World.OUTLINE;
    }

    /** Whether it belongs to the body of a {@link Cond} or a {@link Scan} that is being drawn. */
    public boolean isInBody() {
        World world = node.world();
        return world != null && world.isBody();
    }

    /** Whether it is of this drawing, or of a body in it; constants are of each. */
    public boolean isOf(World drawing) {
        World world = node.world();
        return world == null || world.within(drawing);
    }

    /** The operation whose result it is. */
    public Op op() {
        return node.op();
    }

    @Override
    public TensorType type() {
        return type;
    }

    @Override
    public Value constant(double value) {
        return Node.of(new Fill(value, TensorType.of(type.dtype()))).results().getFirst();
    }

    /** The number that this value is everywhere, if its graph says so by a {@link Fill}; else null. */
    public @Nullable Double fill() {
        return node.source() instanceof Fill fill ? fill.value() : null;
    }

    @Override
    public String toString() {
        return node + (node.results().size() > 1 ? "." + index : "") + " " + type;
    }
}
