package dev.norma.optimize;

import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Stretches once.
 *
 * <pre>
 *   before   broadcastTo (broadcastTo %1, shape=[8, 1]), shape=[8, 4]
 *   after    broadcastTo %1, shape=[8, 4]
 * </pre>
 */
final class MergeBroadcasts implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        if (value.op() instanceof BroadcastTo(Value x, Shape _)
                && x.op() instanceof BroadcastTo(Value first, Shape _)
                && value.shape().isStatic()
                && x.shape().isStatic()) {
            return Draw.broadcast(first, value.shape());
        }
        return null;
    }
}
