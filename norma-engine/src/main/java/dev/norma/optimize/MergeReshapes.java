package dev.norma.optimize;

import dev.norma.graph.Reshape;
import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Reshapes once.
 *
 * <pre>
 *   before   reshape (reshape %1, shape=[64]), shape=[8, 8]
 *   after    reshape %1, shape=[8, 8], or %1
 * </pre>
 */
final class MergeReshapes implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        if (value.op() instanceof Reshape(Value x, Shape shape)
                && x.op() instanceof Reshape(Value first, Shape _)
                && value.shape().isStatic()
                && first.shape().isStatic()) {
            return Draw.reshape(first, value.shape());
        }
        return null;
    }
}
