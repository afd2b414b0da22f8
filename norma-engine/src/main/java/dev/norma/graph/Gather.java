package dev.norma.graph;

import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Entries of an axis, chosen by number.
 *
 * <pre>
 *   x [before..., n, after...], indices [*] -> [before..., *, after...]
 * </pre>
 *
 * @param indices int32, from 0 to n - 1; a negative one counts from the end
 * @param axis counted from 0
 */
public record Gather(Value x, Value indices, int axis) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x, indices);
    }

    @Override
    public List<TensorType> inferTypes() {
        Checks.dtype("gather", "indices", indices, DType.INT32);
        Shape before = x.shape().slice(0, axis);
        Shape after = x.shape().slice(axis + 1, x.shape().rank());
        return List.of(x.type().withShape(before.concat(indices.shape()).concat(after)));
    }

    @Override
    public Gather map(UnaryOperator<Value> to) {
        return new Gather(to.apply(x), to.apply(indices), axis);
    }
}
