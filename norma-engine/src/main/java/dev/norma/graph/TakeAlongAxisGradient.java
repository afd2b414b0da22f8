package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** Zeros of the shape of {@code like}, to which {@code g} is added where {@link TakeAlongAxis} took from. */
public record TakeAlongAxisGradient(Value g, Value indices, Value like, int axis) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(g, indices, like);
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(g.type().withShape(like.shape()));
    }

    @Override
    public TakeAlongAxisGradient map(UnaryOperator<Value> to) {
        return new TakeAlongAxisGradient(to.apply(g), to.apply(indices), to.apply(like), axis);
    }
}
