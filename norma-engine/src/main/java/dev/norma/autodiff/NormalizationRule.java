package dev.norma.autodiff;

import static dev.norma.autodiff.Draw.cast;
import static dev.norma.autodiff.Draw.multiply;
import static dev.norma.autodiff.Draw.one;
import static dev.norma.autodiff.Draw.subtract;
import static dev.norma.autodiff.Draw.sum;
import static dev.norma.autodiff.Draw.unary;

import dev.norma.graph.Elementwise;
import dev.norma.graph.Moments;
import dev.norma.graph.MomentsGradient;
import dev.norma.graph.Node;
import dev.norma.graph.Normalize;
import dev.norma.graph.NormalizeGradient;
import dev.norma.graph.Softmax;
import dev.norma.graph.SumTo;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.tensor.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The derivatives of moments, normalization and softmax. */
final class NormalizationRule {
    private NormalizationRule() {}

    /** The divisor depends on the weights alone; weights that select pass nothing back. */
    static void pass(Moments op, Results results, Sink grads) {
        Value x = op.x();
        if (grads.wants(x) && (results.has(0) || results.has(1))) {
            grads.add(
                    x,
                    one(new MomentsGradient(
                            x,
                            results.result(0),
                            results.result(2),
                            results.g(0),
                            results.g(1),
                            op.axes(),
                            op.weights(),
                            op.weighting())));
        }
        Value weights = op.weights();
        if (weights != null && grads.wants(weights) && op.weighting() == Weighting.MULTIPLIED) {
            Pullback.ofExpansion(op, results, List.of(weights), grads);
        }
    }

    static void pass(Normalize op, Results results, Sink grads) {
        Value scale = op.scale();
        if (!isLike(op.variance(), op.mean())) {
            Pullback.ofExpansion(op, results, op.operands(), grads);
        } else if (scale == null || isLike(scale, op.mean())) {
            pass(op, scale, results.g(), results.g(), grads);
        } else {
            scaled(op, scale, results.g(), grads);
        }
    }

    /** A scale of another shape than the statistics is a factor of its own; the rest is normalization without one. */
    private static void scaled(Normalize op, Value scale, Value g, Sink grads) {
        Value x = op.x();
        DType exact = op.mean().dtype();
        Value wide = cast(g, exact);
        pass(op, null, cast(multiply(wide, scale), x.dtype()), g, grads);
        if (grads.wants(scale)) {
            Value centred = subtract(cast(x, exact), op.mean());
            Value inverse = unary(Elementwise.RSQRT, Draw.add(op.variance(), op.epsilon()));
            grads.add(scale, one(new SumTo(multiply(wide, multiply(centred, inverse)), scale)));
        }
    }

    /**
     * The gradient with statistics and scale of one shape.
     *
     * @param scale null where it is a factor of {@code g} already
     * @param toOffset the gradient of the result itself
     */
    private static void pass(Normalize op, @Nullable Value scale, Value g, Value toOffset, Sink grads) {
        NormalizeGradient gradient = new NormalizeGradient(op.x(), op.mean(), op.variance(), scale, g, op.epsilon());
        List<Value> passed = Node.of(gradient).results();
        grads.add(op.x(), passed.get(0));
        grads.add(op.mean(), passed.get(1));
        grads.add(op.variance(), passed.get(2));
        if (scale != null) {
            grads.add(scale, passed.get(3));
        }
        Value offset = op.offset();
        if (offset != null) {
            boolean summed = g == toOffset && isLike(offset, op.mean());
            grads.add(offset, summed ? passed.get(4) : one(new SumTo(cast(toOffset, offset.dtype()), offset)));
        }
    }

    /** Whether two values certainly have one shape: known sizes, or both moments of one thing. */
    private static boolean isLike(Value a, Value b) {
        return a.shape().equals(b.shape()) && (a.shape().isStatic() || a == b || a.node() == b.node());
    }

    static void pass(Softmax op, Value y, Value g, Sink grads) {
        List<Integer> axis = List.of(op.axis());
        if (op.logarithm()) {
            // the softmax itself: exp(y) would be off by as much as y is rounded
            Value softmax =
                    Node.of(new Softmax(op.x(), op.axis(), false)).results().getFirst();
            grads.add(op.x(), subtract(g, multiply(softmax, sum(g, axis))));
        } else {
            grads.add(op.x(), multiply(y, subtract(g, sum(multiply(g, y), axis))));
        }
    }
}
