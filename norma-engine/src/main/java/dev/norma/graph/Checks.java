package dev.norma.graph;

import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.List;

/** What several operations check of their operands. */
final class Checks {
    private Checks() {}

    static DType sameDType(String op, Value lhs, Value rhs) {
        if (lhs.dtype() != rhs.dtype()) {
            throw new DTypeException(
                    op + " needs operands of one element type",
                    "equal element types",
                    "%s and %s".formatted(lhs.type(), rhs.type()),
                    "cast one of them: ops.cast(x, DType.%s)"
                            .formatted(lhs.dtype().name()));
        }
        return lhs.dtype();
    }

    static void dtype(String op, String operand, Value value, DType expected) {
        if (value.dtype() != expected) {
            throw new DTypeException(
                    "%s does not take this %s".formatted(op, operand),
                    expected.toString(),
                    value.type().toString(),
                    "cast it: ops.cast(x, DType.%s)".formatted(expected.name()));
        }
    }

    static void rank(String op, String operand, Value value, int rank) {
        if (value.shape().rank() != rank) {
            throw new ShapeException(
                    "%s does not take this %s".formatted(op, operand),
                    "rank " + rank,
                    "rank %d: %s".formatted(value.shape().rank(), value.shape()),
                    "reshape it to rank " + rank);
        }
    }

    static Shape reduced(Shape shape, List<Integer> axes, boolean keepDims) {
        Shape result = shape;
        for (int i = axes.size() - 1; i >= 0; i--) {
            int axis = shape.axis(axes.get(i));
            result = keepDims ? result.withDim(axis, 1) : result.without(axis);
        }
        return result;
    }

    static void sameLength(String op, String what, int given, int rank, Object value) {
        if (given != rank) {
            throw new ShapeException(
                    "%s needs %s for each axis".formatted(op, what),
                    rank + " numbers",
                    "%d: %s".formatted(given, value),
                    "give one for each axis");
        }
    }
}
