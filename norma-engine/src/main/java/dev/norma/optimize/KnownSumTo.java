package dev.norma.optimize;

import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
import dev.norma.graph.SumTo;
import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the axes that were stretched.
 *
 * <pre>
 *   before   %2 = sumTo %0, %1                          %0 [32, 8, 10], %1 [8, 1]
 *   after    %2 = reduce kind=sum, %0, axes=[0, 2]      [8]
 *            %3 = reshape %2, shape=[8, 1]
 * </pre>
 */
final class KnownSumTo implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        if (!(value.op() instanceof SumTo(Value x, Value like))) {
            return null;
        }
        Shape from = x.shape();
        Shape to = like.shape();
        if (!from.isStatic() || !to.isStatic()) {
            return null;
        }
        int lead = from.rank() - to.rank();
        List<Integer> axes = IntStream.range(0, from.rank())
                .filter(axis -> axis < lead || to.dim(axis - lead) != from.dim(axis))
                .boxed()
                .toList();
        Value sum = axes.isEmpty() ? x : Draw.one(new Reduce(Reduction.SUM, x, axes, false));
        return Draw.reshape(sum, to);
    }
}
