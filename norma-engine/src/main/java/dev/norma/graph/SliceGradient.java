package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** Zeros of the shape of {@code like}, with {@code g} put where {@link Slice} took from. Only the shape of {@code like} is used. */
public record SliceGradient(Value g, Value like, List<Long> begin, List<Long> end, List<Long> step) implements Op {
    /** Keeps copies of its parts. */
    public SliceGradient {
        begin = List.copyOf(begin);
        end = List.copyOf(end);
        step = List.copyOf(step);
    }

    @Override
    public List<Value> operands() {
        return List.of(g, like);
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(g.type().withShape(like.shape()));
    }

    @Override
    public SliceGradient map(UnaryOperator<Value> to) {
        return new SliceGradient(to.apply(g), to.apply(like), begin, end, step);
    }
}
