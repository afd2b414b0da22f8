package dev.norma.graph;

import dev.norma.tensor.Reshaping;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** The same elements in the shape of another value, of which only the shape is used. */
public record ReshapeLike(Value x, Value like) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x, like);
    }

    @Override
    public List<TensorType> inferTypes() {
        if (x.shape().isStatic() && like.shape().isStatic()) {
            Reshaping.resolve(x.shape(), like.shape());
        }
        return List.of(x.type().withShape(like.shape()));
    }

    @Override
    public ReshapeLike map(UnaryOperator<Value> to) {
        return new ReshapeLike(to.apply(x), to.apply(like));
    }
}
