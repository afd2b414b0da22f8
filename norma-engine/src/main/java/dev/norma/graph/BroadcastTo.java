package dev.norma.graph;

import dev.norma.tensor.Broadcast;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** Stretched to a shape; an unknown size of the target keeps the operand's. */
public record BroadcastTo(Value x, Shape shape) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        Shape from = x.shape();
        Shape result = Broadcast.of("broadcastTo", from, shape);
        if (result.rank() != shape.rank() || !shape.accepts(result)) {
            throw new ShapeException(
                    "broadcastTo cannot reach this shape",
                    "a shape that %s stretches to".formatted(from),
                    shape.toString(),
                    "each axis from the last must be equal or 1");
        }
        return List.of(x.type().withShape(result));
    }

    @Override
    public BroadcastTo map(UnaryOperator<Value> to) {
        return new BroadcastTo(to.apply(x), shape);
    }
}
