package dev.norma.graph;

import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** Numbers that are known. One number everywhere is a {@link Fill}, which compares by content; this one does not. */
public record Constant(Tensor tensor) implements Op {
    @Override
    public List<Value> operands() {
        return List.of();
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(tensor.type());
    }

    @Override
    public Constant map(UnaryOperator<Value> to) {
        return this;
    }
}
