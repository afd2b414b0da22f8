package dev.norma.autodiff;

import static dev.norma.autodiff.Draw.add;
import static dev.norma.autodiff.Draw.binary;
import static dev.norma.autodiff.Draw.broadcastLike;
import static dev.norma.autodiff.Draw.cast;
import static dev.norma.autodiff.Draw.divide;
import static dev.norma.autodiff.Draw.keep;
import static dev.norma.autodiff.Draw.multiply;
import static dev.norma.autodiff.Draw.one;
import static dev.norma.autodiff.Draw.square;
import static dev.norma.autodiff.Draw.subtract;
import static dev.norma.autodiff.Draw.sum;
import static dev.norma.autodiff.Draw.unary;
import static dev.norma.autodiff.Draw.where;

import dev.norma.graph.Count;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Moments;
import dev.norma.graph.MomentsGradient;
import dev.norma.graph.Normalize;
import dev.norma.graph.NormalizeGradient;
import dev.norma.graph.Op;
import dev.norma.graph.Operator;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
import dev.norma.graph.Softmax;
import dev.norma.graph.SumTo;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.tensor.DType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Operations with inner structure, written in primitive ones: what they mean, for tests, for back ends that lack them, and
 * for second derivatives.
 */
public final class Expansion {
    private Expansion() {}

    /** The results in primitive operations over the same operands; empty for operations that are primitive. */
    public static Optional<List<Value>> of(Op op) {
        return switch (op) {
            case Moments moments -> Optional.of(moments(moments));
            case MomentsGradient gradient -> Optional.of(List.of(gradient(gradient)));
            case Normalize normalize -> Optional.of(List.of(normalize(normalize)));
            case NormalizeGradient gradient -> Optional.of(gradient(gradient));
            case Softmax softmax -> Optional.of(List.of(softmax(softmax)));
            default -> Optional.empty();
        };
    }

    private static List<Value> moments(Moments op) {
        Value x = cast(op.x(), Moments.dtype(op.x().dtype()));
        Weights weights = new Weights(x, op.weights(), op.weighting());
        Value total = weights.total(op.axes());
        Value mean = weights.perDivisor(sum(weights.of(x), op.axes()), total);
        Value deviation = subtract(x, mean);
        Value variance = weights.perDivisor(sum(weights.of(square(deviation)), op.axes()), total);
        return List.of(mean, variance, broadcastLike(total, mean));
    }

    private static Value gradient(MomentsGradient op) {
        Value x = cast(op.x(), op.mean().dtype());
        Weights weights = new Weights(x, op.weights(), op.weighting());
        Value deviation = subtract(x, op.mean());
        Value twice = multiply(op.dVariance(), 2);
        Value rest = weights.perDivisor(sum(weights.of(deviation), op.axes()), op.divisor());
        Value inner = add(op.dMean(), multiply(twice, subtract(deviation, rest)));
        Value dx = weights.of(weights.perDivisor(inner, op.divisor()));
        return cast(broadcastLike(dx, op.x()), op.x().dtype());
    }

    private static Value normalize(Normalize op) {
        Value x = cast(op.x(), op.mean().dtype());
        Value y = multiply(subtract(x, op.mean()), inverse(op.variance(), op.epsilon()));
        Value scale = op.scale();
        Value scaled = scale == null ? y : multiply(y, scale);
        Value offset = op.offset();
        return cast(offset == null ? scaled : add(scaled, offset), op.x().dtype());
    }

    private static List<Value> gradient(NormalizeGradient op) {
        Value x = cast(op.x(), op.mean().dtype());
        Value g = cast(op.g(), op.mean().dtype());
        Value inverse = inverse(op.variance(), op.epsilon());
        Value scale = op.scale();
        Value factor = scale == null ? inverse : multiply(inverse, scale);
        Value sum = one(new SumTo(g, op.mean()));
        Value along = one(new SumTo(multiply(g, subtract(x, op.mean())), op.mean()));
        return List.of(
                cast(multiply(g, factor), op.x().dtype()),
                Draw.negate(multiply(factor, sum)),
                multiply(multiply(multiply(factor, square(inverse)), along), -0.5),
                multiply(along, inverse),
                sum);
    }

    private static Value inverse(Value variance, double epsilon) {
        return unary(Elementwise.RSQRT, add(variance, epsilon));
    }

    private static Value softmax(Softmax op) {
        List<Integer> axis = List.of(op.axis());
        Value largest = unary(Elementwise.STOP_GRADIENT, one(new Reduce(Reduction.MAX, op.x(), axis, true)));
        Value shifted = subtract(op.x(), largest);
        Value exp = unary(Elementwise.EXP, shifted);
        return op.logarithm() ? subtract(shifted, unary(Elementwise.LOG, sum(exp, axis))) : divide(exp, sum(exp, axis));
    }

    /** How elements count. */
    private static final class Weights {
        private final Value x;
        private final @Nullable Value selected;
        private final @Nullable Value factor;

        Weights(Value x, @Nullable Value weights, Weighting weighting) {
            this.x = x;
            boolean selects = weighting == Weighting.SELECTED;
            this.selected = weights != null && selects ? cast(weights, DType.BOOL) : null;
            this.factor = weights != null && !selects ? cast(weights, x.dtype()) : null;
        }

        Value of(Value values) {
            return selected != null ? keep(selected, values) : factor != null ? multiply(values, factor) : values;
        }

        Value total(List<Integer> axes) {
            if (selected != null) {
                return add(sum(broadcastLike(cast(selected, x.dtype()), x), axes), Weighting.ADDED);
            }
            return factor == null ? one(new Count(x, axes, x.dtype())) : sum(broadcastLike(factor, x), axes);
        }

        /** Divided; anything divided by weights of sum 0 is 0. */
        Value perDivisor(Value values, Value divisor) {
            if (factor == null) {
                return divide(values, divisor);
            }
            Value none = binary(Operator.EQUAL, divisor, divisor.constant(0));
            Value safe = where(none, divisor.constant(1), divisor);
            return where(none, values.constant(0), divide(values, safe));
        }
    }
}
