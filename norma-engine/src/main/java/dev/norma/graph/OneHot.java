package dev.norma.graph;

import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** A last axis of {@code depth} positions: 1 at the one that {@code indices} (int32) names, else 0; all 0 where there is none. */
public record OneHot(Value indices, int depth, DType dtype) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(indices);
    }

    @Override
    public List<TensorType> inferTypes() {
        Checks.dtype("oneHot", "indices", indices, DType.INT32);
        return List.of(
                new TensorType(dtype, indices.shape().inserted(indices.shape().rank(), depth)));
    }

    @Override
    public OneHot map(UnaryOperator<Value> to) {
        return new OneHot(to.apply(indices), depth, dtype);
    }
}
