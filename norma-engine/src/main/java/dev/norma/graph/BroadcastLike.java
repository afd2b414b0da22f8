package dev.norma.graph;

import dev.norma.tensor.Broadcast;
import dev.norma.tensor.ShapeException;
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
        if (!like.shape().accepts(Broadcast.of("broadcastLike", x.shape(), like.shape()))) {
            throw new ShapeException(
                    "broadcastLike cannot reach this shape",
                    "a shape that %s stretches to".formatted(x.shape()),
                    like.shape().toString(),
                    "each axis from the last must be equal or 1");
        }
        return List.of(x.type().withShape(like.shape()));
    }

    @Override
    public BroadcastLike map(UnaryOperator<Value> to) {
        return new BroadcastLike(to.apply(x), to.apply(like));
    }
}
