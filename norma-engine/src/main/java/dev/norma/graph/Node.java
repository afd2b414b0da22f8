package dev.norma.graph;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation or a call in place, with its results. Compared by identity. */
public final class Node {
    private final Source source;
    private final Origin origin;
    private final @Nullable World world;
    private final List<Value> results;

    private Node(Source source) {
        this.source = source;
        this.origin = Origin.current();
        this.world = World.of(source);
        List<TensorType> types = source.inferTypes();
        if (source instanceof Op op) {
            Stored.check(op);
        }
        Value[] values = new Value[types.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = new Value(this, i, types.get(i));
        }
        this.results = List.of(values);
    }

    /** A node for this operation or call; types are inferred and checked here. */
    public static Node of(Source source) {
        return new Node(source);
    }

    /** What the results come from. */
    public Source source() {
        return source;
    }

    /** The operation. */
    public Op op() {
        if (source instanceof Op op) {
            return op;
        }
        throw new Complaint(
                        "a layer's call is no operation",
                        "a graph of operations",
                        "the call of \"%s\" in an outline"
                                .formatted(((Call) source).callee().name()),
                        "inline the outline first, or draw inside a layer's call")
                .asState();
    }

    /** The results, at least one. */
    public List<Value> results() {
        return results;
    }

    /** The values it takes. */
    public List<Value> operands() {
        return source.operands();
    }

    /** Where in a model it was drawn. */
    public Origin origin() {
        return origin;
    }

    /** The drawing it belongs to; null for constants, which belong to none. */
    @Nullable
    World world() {
        return world;
    }

    @Override
    public String toString() {
        return source.getClass().getSimpleName() + (origin.path().isEmpty() ? "" : " of " + origin);
    }
}
