package dev.norma.graph;

import dev.norma.tensor.Reshaping;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** The same elements in another shape, at most one size of which is unknown and follows from the others. */
public record Reshape(Value x, Shape shape) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(x.type().withShape(Reshaping.resolve(x.shape(), shape)));
    }

    @Override
    public Reshape map(UnaryOperator<Value> to) {
        return new Reshape(to.apply(x), shape);
    }
}
