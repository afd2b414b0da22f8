package dev.norma.ops;

import static dev.norma.ops.Ops.add;
import static dev.norma.ops.Ops.cast;
import static dev.norma.ops.Ops.divideNoNan;
import static dev.norma.ops.Ops.equal;
import static dev.norma.ops.Ops.multiply;
import static dev.norma.ops.Ops.square;
import static dev.norma.ops.Ops.subtract;
import static dev.norma.ops.Ops.sum;
import static dev.norma.ops.Ops.where;

import dev.norma.graph.Moments;
import dev.norma.tensor.Operand;

/** Moments of parts brought together to those of the whole. */
final class Merging {
    private Merging() {}

    static <T extends Operand<T>> Statistics<T> along(Statistics<T> parts, boolean keepDims, int axis) {
        T counts = wide(parts.divisor());
        T empty = equal(counts, 0);
        T means = where(empty, 0, wide(parts.mean()));
        T variances = where(empty, 0, wide(parts.variance()));
        T divisor = sum(counts, true, axis);
        T share = divideNoNan(counts, divisor);
        T mean = sum(multiply(share, means), true, axis);
        T variance = sum(multiply(share, add(variances, square(subtract(means, mean)))), keepDims, axis);
        return new Statistics<>(
                cast(keepDims ? mean : Ops.squeeze(mean, axis), parts.mean().dtype()),
                cast(variance, parts.variance().dtype()),
                keepDims ? divisor : Ops.squeeze(divisor, axis));
    }

    private static <T extends Operand<T>> T wide(T x) {
        return cast(x, Moments.dtype(x.dtype()));
    }
}
