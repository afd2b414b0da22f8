package dev.norma.graph;

import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Further axes of size 1.
 *
 * @param axes where they are in the result, counted from 0, ascending
 */
public record ExpandDims(Value x, List<Integer> axes) implements Op {
    /** Keeps a copy of the axes. */
    public ExpandDims {
        axes = List.copyOf(axes);
    }

    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        Shape shape = x.shape();
        for (int axis : axes) {
            shape = shape.inserted(axis, 1);
        }
        return List.of(x.type().withShape(shape));
    }

    @Override
    public ExpandDims map(UnaryOperator<Value> to) {
        return new ExpandDims(to.apply(x), axes);
    }
}
