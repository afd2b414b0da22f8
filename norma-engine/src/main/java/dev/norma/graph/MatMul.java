package dev.norma.graph;

import dev.norma.tensor.Broadcast;
import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Matrix product over the last two axes; axes in front of them broadcast.
 *
 * <pre>
 *   [*, m, k] x [*, k, n] -> [*, m, n]
 * </pre>
 *
 * @param transposeLhs whether lhs is given as [*, k, m]
 * @param transposeRhs whether rhs is given as [*, n, k]
 */
public record MatMul(Value lhs, Value rhs, boolean transposeLhs, boolean transposeRhs) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(lhs, rhs);
    }

    @Override
    public List<TensorType> inferTypes() {
        DType dtype = Checks.sameDType("matMul", lhs, rhs);
        if (dtype == DType.BOOL || dtype == DType.STRING) {
            throw new DTypeException(
                    "matMul multiplies numbers", "numbers", lhs.type().toString(), "cast the operands first");
        }
        Shape a = lhs.shape();
        Shape b = rhs.shape();
        if (a.rank() < 2 || b.rank() < 2) {
            throw new ShapeException(
                    "matMul multiplies matrices",
                    "operands of rank 2 or more",
                    "lhs %s, rhs %s".formatted(a, b),
                    "give a vector a second axis with expandDims");
        }
        int inner = transposeLhs ? -2 : -1;
        int rows = transposeRhs ? -1 : -2;
        if (a.isKnown(inner) && b.isKnown(rows) && a.dim(inner) != b.dim(rows)) {
            throw new ShapeException(
                    "matMul cannot multiply these shapes",
                    "axis %d of lhs equal to axis %d of rhs".formatted(a.axis(inner), b.axis(rows)),
                    "lhs %s, rhs %s: %d is not %d".formatted(a, b, a.dim(inner), b.dim(rows)),
                    "transpose an operand, or give rhs %d %s"
                            .formatted(a.dim(inner), transposeRhs ? "columns" : "rows"));
        }
        Shape batch = Broadcast.of("matMul", a.slice(0, a.rank() - 2), b.slice(0, b.rank() - 2));
        Shape matrix = Shape.of(a.dimOrUnknown(transposeLhs ? -1 : -2), b.dimOrUnknown(transposeRhs ? -2 : -1));
        return List.of(new TensorType(dtype, batch.concat(matrix)));
    }

    @Override
    public MatMul map(UnaryOperator<Value> to) {
        return new MatMul(to.apply(lhs), to.apply(rhs), transposeLhs, transposeRhs);
    }
}
