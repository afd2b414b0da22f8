package dev.norma.graph;

import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Operands one behind the other along an axis.
 *
 * @param axis counted from 0
 */
public record Concatenate(List<Value> parts, int axis) implements Op {
    /** Keeps a copy of the parts. */
    public Concatenate {
        parts = List.copyOf(parts);
    }

    @Override
    public List<Value> operands() {
        return parts;
    }

    @Override
    public List<TensorType> inferTypes() {
        Value first = parts.getFirst();
        Shape shape = first.shape().withDim(axis, 0);
        long length = 0;
        for (Value part : parts) {
            Checks.sameDType("concatenate", first, part);
            Shape rest = part.shape().rank() == shape.rank() ? part.shape().withDim(axis, 0) : part.shape();
            if (!shape.accepts(rest)) {
                throw new ShapeException(
                        "concatenate needs parts that differ along axis %d only".formatted(axis),
                        "equal sizes on all other axes",
                        parts.stream().map(p -> p.shape().toString()).collect(Collectors.joining(" and ")),
                        "reshape or pad the parts");
            }
            shape = merge(shape, rest);
            long size = part.shape().dimOrUnknown(axis);
            length = length == Shape.UNKNOWN || size == Shape.UNKNOWN ? Shape.UNKNOWN : length + size;
        }
        return List.of(first.type().withShape(shape.withDim(axis, length)));
    }

    private static Shape merge(Shape known, Shape other) {
        long[] dims = known.toArray();
        for (int i = 0; i < dims.length; i++) {
            dims[i] = dims[i] == Shape.UNKNOWN ? other.dimOrUnknown(i) : dims[i];
        }
        return Shape.of(dims);
    }

    @Override
    public Concatenate map(UnaryOperator<Value> to) {
        return new Concatenate(parts.stream().map(to).toList(), axis);
    }
}
