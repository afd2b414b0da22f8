package dev.norma.ops;

import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
import dev.norma.tensor.Operand;
import java.util.List;

/** Functions that make one element of those along some axes. */
abstract sealed class ReductionOps extends ElementwiseOps permits ShapeOps {
    /** The sum over some axes, which disappear; over all if none is named. */
    public static <T extends Operand<T>> T sum(T x, int... axes) {
        return reduce(Reduction.SUM, x, false, axes);
    }

    /** The mean over some axes, which disappear: the axis named is the one that is gone. Over all if none is named. */
    public static <T extends Operand<T>> T mean(T x, int... axes) {
        return reduce(Reduction.MEAN, x, false, axes);
    }

    static <T extends Operand<T>> T reduce(Reduction kind, T x, boolean keepDims, int... axes) {
        List<Integer> counted = Axes.orAll(x.shape(), axes);
        return Emit.one(x, value -> new Reduce(kind, value, counted, keepDims));
    }
}
