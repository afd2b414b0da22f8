package dev.norma.regularizers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;
import dev.norma.tensor.ShapeException;

/**
 * {@code factor} times the mean of |cosine| over all pairs of rows (or columns) of a matrix; for weights of rank 2.
 */
public final class OrthogonalRegularizer extends Regularizer {
    private final Option<Double> factor = options().option("factor", 0.01, Check.any());
    private final Option<String> mode = options().option("mode", "rows", Check.oneOf("rows", "columns"));

    /** Sets the factor: 0.01 unless set. */
    public OrthogonalRegularizer factor(double by) {
        options().set(factor, by);
        return this;
    }

    /** Sets which vectors are compared: {@code "rows"} (unless set) or {@code "columns"}. */
    public OrthogonalRegularizer mode(String vectors) {
        options().set(mode, vectors);
        return this;
    }

    @Override
    public <T extends Operand<T>> T penalty(T weight) {
        if (weight.shape().rank() != 2) {
            throw new ShapeException(
                    "OrthogonalRegularizer compares the rows of matrices",
                    "rank 2",
                    weight.shape().toString(),
                    "use it for the kernel of a Dense layer");
        }
        boolean rows = mode.get().equals("rows");
        int along = rows ? 1 : 0;
        T squares = Ops.sum(Ops.square(weight), true, along);
        T unit = Ops.multiply(weight, Ops.minimum(Ops.rsqrt(squares), 1e7));
        T cosines = Ops.matMul(unit, unit, !rows, rows);
        int size = (int) weight.shape().dim(rows ? 0 : 1);
        T others = Ops.subtract(1, Ops.cast(Ops.constant(weight, Ops.eye(size)), weight.dtype()));
        T sum = Ops.sum(Ops.abs(Ops.multiply(cosines, others)));
        return Ops.divide(Ops.multiply(sum, factor.get() * 0.5), size * (size - 1.0) / 2);
    }
}
