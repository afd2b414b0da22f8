package dev.norma.optimize;

import dev.norma.graph.BroadcastLike;
import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Cast;
import dev.norma.graph.Concatenate;
import dev.norma.graph.ExpandDims;
import dev.norma.graph.Gather;
import dev.norma.graph.Op;
import dev.norma.graph.Pad;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
import dev.norma.graph.Reshape;
import dev.norma.graph.ReshapeLike;
import dev.norma.graph.Reverse;
import dev.norma.graph.Slice;
import dev.norma.graph.Squeeze;
import dev.norma.graph.TakeAlongAxis;
import dev.norma.graph.Transpose;
import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One number everywhere stays that, however it is moved.
 *
 * <pre>
 *   before   broadcastTo fill(2.0), shape=[32, 10]; reshape, transpose, slice and the like; cast; reduce kind=max or mean
 *   after    fill(2.0, float32[32, 10])
 * </pre>
 */
final class MoveFill implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        Double number = moved(value.op());
        return number != null && value.shape().isStatic() ? Draw.fill(number, value.type()) : null;
    }

    /** The number that all elements of the result are; null if that is not known. */
    private static @Nullable Double moved(Op op) {
        return switch (op) {
            case BroadcastTo(Value x, var _) -> x.fill();
            case BroadcastLike(Value x, var _) -> x.fill();
            case Reshape(Value x, var _) -> x.fill();
            case ReshapeLike(Value x, var _) -> x.fill();
            case ExpandDims(Value x, var _) -> x.fill();
            case Squeeze(Value x, var _) -> x.fill();
            case Transpose(Value x, var _) -> x.fill();
            case Reverse(Value x, var _) -> x.fill();
            case Slice slice -> slice.x().fill();
            case Gather(Value x, var _, int _) -> x.fill();
            case TakeAlongAxis(Value x, var _, int _) -> x.fill();
            case Pad(Value x, var _, var _, double around) ->
                x.fill() instanceof Double fill && fill == x.dtype().round(around) ? fill : null;
            case Cast(Value x, var to) ->
                x.fill() instanceof Double fill ? to.round(x.dtype().round(fill)) : null;
            case Concatenate(List<Value> parts, int _) -> {
                Double first = parts.getFirst().fill();
                yield parts.stream()
                                .allMatch(part ->
                                        part.fill() != null && part.fill().equals(first))
                        ? first
                        : null;
            }
            case Reduce(Reduction kind, Value x, var _, boolean _) ->
                kind == Reduction.MEAN || kind == Reduction.MAX || kind == Reduction.MIN ? ofSome(x) : null;
            default -> null;
        };
    }

    /** The fill of a value that has elements: the largest of none is another number. */
    private static @Nullable Double ofSome(Value x) {
        Shape shape = x.shape();
        return LongStream.of(shape.toArray()).allMatch(dim -> dim > 0) ? x.fill() : null;
    }
}
