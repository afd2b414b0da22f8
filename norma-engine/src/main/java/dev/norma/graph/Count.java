package dev.norma.graph;

import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How many elements there are along some axes together, as a scalar. Only the shape of {@code x} is used.
 *
 * @param axes counted from 0; none gives 1
 * @param dtype the type of the result
 */
public record Count(Value x, List<Integer> axes, DType dtype) implements Op {
    /** Keeps a copy of the axes. */
    public Count {
        axes = List.copyOf(axes);
    }

    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(TensorType.of(dtype));
    }

    @Override
    public Count map(UnaryOperator<Value> to) {
        return new Count(to.apply(x), axes, dtype);
    }
}
