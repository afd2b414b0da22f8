package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Moments} passes back to x.
 *
 * <pre>
 *   dx = w / divisor * (dMean + 2 (x - mean) dVariance - 2 dVariance sum(w (x - mean)) / divisor)
 * </pre>
 *
 * @param dMean gradient of the mean, of its shape
 * @param dVariance gradient of the variance, of its shape
 */
public record MomentsGradient(
        Value x,
        Value mean,
        Value divisor,
        Value dMean,
        Value dVariance,
        List<Integer> axes,
        @Nullable Value weights,
        Weighting weighting)
        implements Op {
    /** Keeps a copy of the axes. */
    public MomentsGradient {
        axes = List.copyOf(axes);
    }

    @Override
    public List<Value> operands() {
        return weights == null
                ? List.of(x, mean, divisor, dMean, dVariance)
                : List.of(x, mean, divisor, dMean, dVariance, weights);
    }

    @Override
    public List<TensorType> inferTypes() {
        return List.of(x.type());
    }

    @Override
    public MomentsGradient map(UnaryOperator<Value> to) {
        return new MomentsGradient(
                to.apply(x),
                to.apply(mean),
                to.apply(divisor),
                to.apply(dMean),
                to.apply(dVariance),
                axes,
                weights == null ? null : to.apply(weights),
                weighting);
    }
}
