package dev.norma.optimize;

import dev.norma.graph.Reduce;
import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of axes with one element, that element is the sum, the mean, the largest and so on.
 *
 * <pre>
 *   before   reduce kind=sum, %1, axes=[1], keepDims=false     of [8, 1, 3]
 *   after    reshape %1, shape=[8, 3]
 * </pre>
 */
final class ReduceOnes implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        if (value.op() instanceof Reduce(var _, Value x, List<Integer> axes, boolean _)) {
            Shape from = x.shape();
            boolean ones = axes.stream().allMatch(axis -> from.dimOrUnknown(axis) == 1);
            return ones && from.isStatic() ? Draw.reshape(x, value.shape()) : null;
        }
        return null;
    }
}
