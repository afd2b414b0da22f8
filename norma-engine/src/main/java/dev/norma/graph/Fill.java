package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** One number everywhere. The type's sizes are known; {@link BroadcastLike} stretches a scalar to sizes that are not. */
public record Fill(double value, TensorType type) implements Op {
    @Override
    public List<Value> operands() {
        return List.of();
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(type);
    }

    @Override
    public Fill map(UnaryOperator<Value> to) {
        return this;
    }
}
