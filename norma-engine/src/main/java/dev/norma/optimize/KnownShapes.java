package dev.norma.optimize;

import dev.norma.graph.BroadcastLike;
import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Count;
import dev.norma.graph.ExpandDims;
import dev.norma.graph.Reshape;
import dev.norma.graph.ReshapeLike;
import dev.norma.graph.Squeeze;
import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes shapes from the types.
 *
 * <pre>
 *   before   %2 = broadcastLike %0, %1                 after   broadcastTo %0, shape=[32, 10], or %0
 *            %2 = reshapeLike %0, %1                           reshape %0, shape=[32, 10], or %0
 *            %2 = expandDims %0, axes=[1]; squeeze             reshape %0, shape=[32, 1, 10], or %0
 *            %2 = count %0, axes=[0], dtype=float32            fill(32.0)
 * </pre>
 */
final class KnownShapes implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        Shape shape = value.shape();
        return switch (value.op()) {
            case Count(Value x, List<Integer> axes, var _)
            when axes.stream().allMatch(x.shape()::isKnown) ->
                Draw.fill(axes.stream().mapToDouble(x.shape()::dim).reduce(1, (a, b) -> a * b), value.type());
            case BroadcastLike(Value x, Value _) when known(x, shape) -> Draw.broadcast(x, shape);
            case BroadcastTo(Value x, Shape to)
            when known(x, shape) && (x.shape().equals(shape) || !to.equals(shape)) -> Draw.broadcast(x, shape);
            case ReshapeLike(Value x, Value _) when known(x, shape) -> Draw.reshape(x, shape);
            case Reshape(Value x, Shape to)
            when known(x, shape) && (x.shape().equals(shape) || !to.equals(shape)) -> Draw.reshape(x, shape);
            case ExpandDims(Value x, var _) when known(x, shape) -> Draw.reshape(x, shape);
            case Squeeze(Value x, var _) when known(x, shape) -> Draw.reshape(x, shape);
            default -> null;
        };
    }

    private static boolean known(Value x, Shape shape) {
        return shape.isStatic() && x.shape().isStatic();
    }
}
