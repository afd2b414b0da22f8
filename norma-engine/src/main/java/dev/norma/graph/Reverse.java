package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The positions of some axes in reverse order.
 *
 * @param axes counted from 0, ascending
 */
public record Reverse(Value x, List<Integer> axes) implements Op {
    /** Keeps a copy of the axes. */
    public Reverse {
        axes = List.copyOf(axes);
    }

    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(x.type());
    }

    @Override
    public Reverse map(UnaryOperator<Value> to) {
        return new Reverse(to.apply(x), axes);
    }
}
