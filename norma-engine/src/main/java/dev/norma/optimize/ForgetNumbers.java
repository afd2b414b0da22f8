package dev.norma.optimize;

import dev.norma.graph.ConvInputGradient;
import dev.norma.graph.ConvKernelGradient;
import dev.norma.graph.Fill;
import dev.norma.graph.GatherGradient;
import dev.norma.graph.Op;
import dev.norma.graph.PoolGradient;
import dev.norma.graph.Pooling;
import dev.norma.graph.Random;
import dev.norma.graph.SliceGradient;
import dev.norma.graph.TakeAlongAxisGradient;
import dev.norma.graph.Value;
import dev.norma.tensor.TensorType;
import org.jspecify.annotations.Nullable;

/**
 * Puts zeros where only the shape of an operand is used; {@link ShapeOperands} lists where.
 *
 * <pre>
 *   before   %3 = sliceGradient %1, %2, ...             %2 an activation [32, 10]
 *   after    %3 = sliceGradient %1, fill(0.0, float32[32, 10]), ...
 * </pre>
 */
final class ForgetNumbers implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        Op op = value.op();
        return switch (op) {
            case Random random
            when forgettable(random.like()) ->
                Draw.one(new Random(
                        random.distribution(),
                        random.key(),
                        random.stream(),
                        zeros(random.like().type())));
            case SliceGradient s
            when forgettable(s.like()) ->
                Draw.one(new SliceGradient(s.g(), zeros(value.type()), s.begin(), s.end(), s.step()));
            case GatherGradient(Value g, Value indices, Value like, int axis)
            when forgettable(like) -> Draw.one(new GatherGradient(g, indices, zeros(value.type()), axis));
            case TakeAlongAxisGradient(Value g, Value indices, Value like, int axis)
            when forgettable(like) -> Draw.one(new TakeAlongAxisGradient(g, indices, zeros(value.type()), axis));
            case ConvInputGradient c
            when forgettable(c.like()) ->
                Draw.one(new ConvInputGradient(c.g(), c.kernel(), zeros(value.type()), c.window(), c.groups()));
            case ConvKernelGradient c
            when forgettable(c.like()) ->
                Draw.one(new ConvKernelGradient(c.x(), c.g(), zeros(value.type()), c.window(), c.groups()));
            case PoolGradient p
            when p.kind() == Pooling.AVERAGE && (forgettable(p.x()) || forgettable(p.y())) ->
                Draw.one(new PoolGradient(p.kind(), kept(p.x()), kept(p.y()), p.g(), p.window()));
            default -> null;
        };
    }

    private static boolean forgettable(Value like) {
        return like.shape().isStatic() && !(like.op() instanceof Fill);
    }

    private static Value kept(Value like) {
        return forgettable(like) ? zeros(like.type()) : like;
    }

    private static Value zeros(TensorType type) {
        return Draw.fill(0, type);
    }
}
