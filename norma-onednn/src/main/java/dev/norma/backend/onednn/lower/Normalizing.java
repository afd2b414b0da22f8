package dev.norma.backend.onednn.lower;

import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.graph.Reduction;
import dev.norma.tensor.DType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Normalization and its gradients as elementwise work and sums, which fuse with what stands around them. */
final class Normalizing {
    private Normalizing() {}

    private static Cell inverse(Draft draft, Cell variance, double epsilon) {
        Cell wide = draft.to(DType.FLOAT32, variance);
        return draft.one(Elementwise.RSQRT, draft.two(Operator.ADD, wide, draft.number(epsilon, wide)));
    }

    static Cell normalize(
            Draft draft, Cell x, Cell mean, Cell inverseDeviation, @Nullable Cell scale, @Nullable Cell offset) {
        Cell factor = inverseDeviation;
        if (scale != null) {
            factor = draft.two(Operator.MULTIPLY, factor, scale);
        }
        Cell centred = draft.two(Operator.SUBTRACT, DType.FLOAT32, x, mean);
        Cell scaled = draft.two(Operator.MULTIPLY, centred, factor);
        Cell y = offset == null ? scaled : draft.two(Operator.ADD, scaled, offset);
        return draft.to(x.dtype(), y);
    }

    /** To x, mean, variance, scale and offset; nothing if x is empty. */
    static Optional<List<Cell>> gradient(
            Draft draft, Cell x, Cell mean, Cell variance, @Nullable Cell scale, Cell g, double epsilon) {
        List<Integer> axes = Reductions.stretchedAxes(x.dims(), mean.dims());
        if (x.count() == 0) {
            return Optional.empty();
        }
        Cell inverse = inverse(draft, variance, epsilon);
        Cell centred = draft.two(Operator.SUBTRACT, DType.FLOAT32, x, mean);
        Cell wide = draft.to(DType.FLOAT32, g);
        Cell sum =
                Reductions.reduce(draft, Reduction.SUM, wide, axes, mean.dims()).orElseThrow();
        Cell product = draft.two(Operator.MULTIPLY, wide, centred);
        Cell along = Reductions.reduce(draft, Reduction.SUM, product, axes, mean.dims())
                .orElseThrow();
        Cell factor = scale == null ? inverse : draft.two(Operator.MULTIPLY, inverse, scale);
        Cell dx = draft.to(x.dtype(), draft.two(Operator.MULTIPLY, wide, factor));
        Cell dMean = draft.one(Elementwise.NEGATE, draft.two(Operator.MULTIPLY, factor, sum));
        Cell square = draft.two(Operator.MULTIPLY, inverse, inverse);
        Cell dVariance = draft.two(
                Operator.MULTIPLY,
                draft.two(Operator.MULTIPLY, draft.two(Operator.MULTIPLY, square, factor), along),
                draft.number(-0.5, along));
        Cell dScale = draft.two(Operator.MULTIPLY, along, inverse);
        DType type = mean.dtype();
        return Optional.of(List.of(
                dx, draft.to(type, dMean), draft.to(type, dVariance), draft.to(type, dScale), draft.to(type, sum)));
    }

    /**
     * What moments without weights pass back.
     *
     * @param exact whether {@code mean} is that of {@code x}, from which the deviations sum up to 0
     */
    static Optional<Cell> momentsGradient(
            Draft draft,
            Cell x,
            Cell mean,
            Cell divisor,
            Cell dMean,
            Cell dVariance,
            List<Integer> axes,
            boolean exact) {
        Cell twice = draft.two(Operator.MULTIPLY, DType.FLOAT32, dVariance, draft.number(2, dVariance));
        Cell slope = draft.two(Operator.DIVIDE, DType.FLOAT32, twice, divisor);
        Cell constant = draft.two(Operator.DIVIDE, DType.FLOAT32, dMean, divisor);
        Cell centred = draft.two(Operator.SUBTRACT, DType.FLOAT32, x, mean);
        if (!exact) {
            Optional<Cell> sum = Reductions.reduce(draft, Reduction.SUM, centred, axes, mean.dims());
            if (sum.isEmpty()) {
                return Optional.empty();
            }
            Cell shift = draft.two(Operator.DIVIDE, DType.FLOAT32, sum.get(), divisor);
            constant = draft.two(Operator.SUBTRACT, constant, draft.two(Operator.MULTIPLY, slope, shift));
        }
        Cell sloped = draft.two(Operator.MULTIPLY, centred, slope);
        return Optional.of(draft.to(x.dtype(), draft.two(Operator.ADD, sloped, constant)));
    }
}
