package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Normalize} passes back. Results: to x, with mean and variance held constant; to mean; to variance; to
 * scale; to offset. The last four have the shape of the mean.
 *
 * <pre>
 *   inv       = 1 / sqrt(variance + epsilon)
 *   dx        = g scale inv
 *   dMean     = -inv scale sum(g)
 *   dVariance = -1/2 inv^3 scale sum(g (x - mean))
 *   dScale    = sum(g (x - mean)) inv
 *   dOffset   = sum(g)
 * </pre>
 */
public record NormalizeGradient(
        Value x, Value mean, Value variance, @Nullable Value scale, Value g, double epsilon) implements Op {
    @Override
    public List<Value> operands() {
        return scale == null ? List.of(x, mean, variance, g) : List.of(x, mean, variance, scale, g);
    }

    @Override
    public List<TensorType> inferTypes() {
        TensorType statistic = mean.type();
        return List.of(x.type(), statistic, statistic, statistic, statistic);
    }

    @Override
    public NormalizeGradient map(UnaryOperator<Value> to) {
        return new NormalizeGradient(
                to.apply(x),
                to.apply(mean),
                to.apply(variance),
                scale == null ? null : to.apply(scale),
                to.apply(g),
                epsilon);
    }
}
