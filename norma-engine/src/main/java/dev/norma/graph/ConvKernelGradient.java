package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a convolution passes back to its kernel. {@code like} gives the kernel's shape only. */
public record ConvKernelGradient(Value x, Value g, Value like, Window window, int groups) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x, g, like);
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(new TensorType(g.dtype(), like.shape()));
    }

    @Override
    public ConvKernelGradient map(UnaryOperator<Value> to) {
        return new ConvKernelGradient(to.apply(x), to.apply(g), to.apply(like), window, groups);
    }
}
