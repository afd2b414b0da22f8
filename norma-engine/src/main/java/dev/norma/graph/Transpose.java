package dev.norma.graph;

import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The axes in another order.
 *
 * @param permutation for each axis of the result, the axis of x that it is
 */
public record Transpose(Value x, List<Integer> permutation) implements Op {
    /** Keeps a copy of the permutation. */
    public Transpose {
        permutation = List.copyOf(permutation);
    }

    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        int rank = x.shape().rank();
        if (!permutation.stream()
                .sorted()
                .toList()
                .equals(IntStream.range(0, rank).boxed().toList())) {
            throw new ShapeException(
                    "transpose needs each axis once",
                    "the numbers 0 to %d in some order".formatted(rank - 1),
                    "%s for shape %s".formatted(permutation, x.shape()),
                    "name each axis once");
        }
        long[] dims = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            dims[axis] = x.shape().dimOrUnknown(permutation.get(axis));
        }
        return List.of(x.type().withShape(Shape.of(dims)));
    }

    /** The permutation that undoes this one. */
    public List<Integer> inverse() {
        Integer[] inverse = new Integer[permutation.size()];
        for (int axis = 0; axis < inverse.length; axis++) {
            inverse[permutation.get(axis)] = axis;
        }
        return List.of(inverse);
    }

    @Override
    public Transpose map(UnaryOperator<Value> to) {
        return new Transpose(to.apply(x), permutation);
    }
}
