package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** Summed over the axes along which {@code like} was stretched: undoes broadcasting. Only the shape of {@code like} is used. */
public record SumTo(Value x, Value like) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x, like);
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(x.type().withShape(like.shape()));
    }

    @Override
    public SumTo map(UnaryOperator<Value> to) {
        return new SumTo(to.apply(x), to.apply(like));
    }
}
