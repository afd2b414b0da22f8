package dev.norma.graph;

import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A number put in front of and behind each axis.
 *
 * @param low how many in front, for each axis, from 0
 * @param high how many behind, for each axis, from 0
 * @param value the number
 */
public record Pad(Value x, List<Long> low, List<Long> high, double value) implements Op {
    /** Keeps copies of its parts. */
    public Pad {
        low = List.copyOf(low);
        high = List.copyOf(high);
    }

    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        Checks.sameLength("pad", "low and high", low.size(), x.shape().rank(), low);
        Checks.sameLength("pad", "low and high", high.size(), x.shape().rank(), high);
        long[] dims = x.shape().toArray();
        for (int axis = 0; axis < dims.length; axis++) {
            if (low.get(axis) < 0 || high.get(axis) < 0) {
                throw new ShapeException(
                        "pad cannot take away",
                        "numbers from 0",
                        "low %s, high %s".formatted(low, high),
                        "use slice to cut");
            }
            dims[axis] = dims[axis] == Shape.UNKNOWN ? Shape.UNKNOWN : dims[axis] + low.get(axis) + high.get(axis);
        }
        return List.of(x.type().withShape(Shape.of(dims)));
    }

    @Override
    public Pad map(UnaryOperator<Value> to) {
        return new Pad(to.apply(x), low, high, value);
    }
}
