package dev.norma.graph;

import dev.norma.tensor.Broadcast;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** Stretched to the shape of another value, of which only the shape is used. */
public record BroadcastLike(Value x, Value like) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x, like);
    }

    @Override
    public List<TensorType> inferTypes() {
        Broadcast.of("broadcastLike", x.shape(), like.shape());
        return List.of(x.type().withShape(like.shape()));
    }

    @Override
    public BroadcastLike map(UnaryOperator<Value> to) {
        return new BroadcastLike(to.apply(x), to.apply(like));
    }
}
