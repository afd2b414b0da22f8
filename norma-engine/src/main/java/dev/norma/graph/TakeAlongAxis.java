package dev.norma.graph;

import dev.norma.tensor.Broadcast;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Along an axis, the elements whose numbers {@code indices} gives; the other axes are equal.
 *
 * @param indices int32, of x's rank
 * @param axis counted from 0
 */
public record TakeAlongAxis(Value x, Value indices, int axis) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x, indices);
    }

    @Override
    public List<TensorType> inferTypes() {
        Checks.dtype("takeAlongAxis", "indices", indices, DType.INT32);
        Checks.rank("takeAlongAxis", "indices", indices, x.shape().rank());
        Shape others = Broadcast.of(
                "takeAlongAxis", x.shape().withDim(axis, 1), indices.shape().withDim(axis, 1));
        if (!x.shape().withDim(axis, 1).accepts(others)) {
            throw new ShapeException(
                    "takeAlongAxis needs indices for the axes there are",
                    "sizes of x on all axes but %d".formatted(axis),
                    "x %s, indices %s".formatted(x.shape(), indices.shape()),
                    "give each row of x its indices");
        }
        return List.of(x.type().withShape(others.withDim(axis, indices.shape().dimOrUnknown(axis))));
    }

    @Override
    public TakeAlongAxis map(UnaryOperator<Value> to) {
        return new TakeAlongAxis(to.apply(x), to.apply(indices), axis);
    }
}
