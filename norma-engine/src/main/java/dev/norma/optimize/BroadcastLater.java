package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Cast;
import dev.norma.graph.Operator;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Computes on the few numbers before they are repeated.
 *
 * <pre>
 *   before   exp (broadcastTo %1, shape=[32, 10])     multiply (broadcastTo %1, shape=[32, 10]), fill(2.0)
 *   after    broadcastTo (exp %1), shape=[32, 10]     broadcastTo (multiply %1, fill(2.0)), shape=[32, 10]
 * </pre>
 */
final class BroadcastLater implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        if (!value.shape().isStatic()) {
            return null;
        }
        return switch (value.op()) {
            case Unary(var function, Value x)
            when x.op() instanceof BroadcastTo(Value small, Shape _) ->
                Draw.broadcast(Draw.one(new Unary(function, small)), value.shape());
            case Cast(Value x, var to)
            when x.op() instanceof BroadcastTo(Value small, Shape _) ->
                Draw.broadcast(Draw.one(new Cast(small, to)), value.shape());
            case Binary(Operator operator, Value x, Value y)
            when x.op() instanceof BroadcastTo(Value small, Shape _)
                    && y.shape().rank() == 0 -> Draw.broadcast(Draw.binary(operator, small, y), value.shape());
            case Binary(Operator operator, Value x, Value y)
            when y.op() instanceof BroadcastTo(Value small, Shape _)
                    && x.shape().rank() == 0 -> Draw.broadcast(Draw.binary(operator, x, small), value.shape());
            default -> null;
        };
    }
}
