package dev.norma.graph;

import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Without some axes of size 1.
 *
 * @param axes which, counted from 0, ascending
 */
public record Squeeze(Value x, List<Integer> axes) implements Op {
    /** Keeps a copy of the axes. */
    public Squeeze {
        axes = List.copyOf(axes);
    }

    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        for (int axis : axes) {
            if (x.shape().isKnown(axis) && x.shape().dim(axis) != 1) {
                throw new ShapeException(
                        "squeeze cannot drop axis " + axis,
                        "size 1",
                        "%s: %d".formatted(x.shape(), x.shape().dim(axis)),
                        "squeeze axes of size 1 only, or reshape");
            }
        }
        return List.of(x.type().withShape(Checks.reduced(x.shape(), axes, false)));
    }

    @Override
    public Squeeze map(UnaryOperator<Value> to) {
        return new Squeeze(to.apply(x), axes);
    }
}
