package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** What pooling passes back: to the first largest element of each window, or evenly to those that were averaged. */
public record PoolGradient(Pooling kind, Value x, Value y, Value g, Window window) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x, y, g);
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(x.type());
    }

    @Override
    public PoolGradient map(UnaryOperator<Value> to) {
        return new PoolGradient(kind, to.apply(x), to.apply(y), to.apply(g), window);
    }
}
