package dev.norma.graph;

import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** The position, int32, of the largest (or smallest) element along an axis, the first of equal ones; the axis disappears. */
public record ArgReduce(boolean largest, Value x, int axis) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(new TensorType(DType.INT32, x.shape().without(axis)));
    }

    @Override
    public ArgReduce map(UnaryOperator<Value> to) {
        return new ArgReduce(largest, to.apply(x), axis);
    }
}
