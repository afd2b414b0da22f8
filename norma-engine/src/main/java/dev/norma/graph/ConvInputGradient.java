package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a convolution passes back to its input; with {@code g} as data, a transposed convolution. {@code like} gives its shape only. */
public record ConvInputGradient(Value g, Value kernel, Value like, Window window, int groups) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(g, kernel, like);
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(new TensorType(g.dtype(), like.shape()));
    }

    @Override
    public ConvInputGradient map(UnaryOperator<Value> to) {
        return new ConvInputGradient(to.apply(g), to.apply(kernel), to.apply(like), window, groups);
    }
}
