package dev.norma.graph;

import dev.norma.tensor.DTypeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * exp(x) divided by its sum along an axis, or the logarithm of that; stable for large x.
 *
 * @param axis counted from 0
 */
public record Softmax(Value x, int axis, boolean logarithm) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        if (!x.dtype().isFloat()) {
            throw new DTypeException(
                    "softmax needs floats", "a floating-point type", x.type().toString(), "cast it first");
        }
        return List.of(x.type());
    }

    @Override
    public Softmax map(UnaryOperator<Value> to) {
        return new Softmax(to.apply(x), axis, logarithm);
    }
}
