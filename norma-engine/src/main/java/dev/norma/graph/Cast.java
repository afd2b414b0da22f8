package dev.norma.graph;

import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** The same numbers in another element type. */
public record Cast(Value x, DType to) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(x.type().withDType(to));
    }

    @Override
    public Cast map(UnaryOperator<Value> map) {
        return new Cast(map.apply(x), to);
    }
}
