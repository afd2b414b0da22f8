package dev.norma.autodiff;

import static dev.norma.autodiff.Draw.binary;
import static dev.norma.autodiff.Draw.broadcastLike;
import static dev.norma.autodiff.Draw.cast;
import static dev.norma.autodiff.Draw.divide;
import static dev.norma.autodiff.Draw.expandDims;
import static dev.norma.autodiff.Draw.fillLike;
import static dev.norma.autodiff.Draw.moveAxis;
import static dev.norma.autodiff.Draw.multiply;
import static dev.norma.autodiff.Draw.one;
import static dev.norma.autodiff.Draw.sum;

import dev.norma.graph.Count;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Moments;
import dev.norma.graph.Node;
import dev.norma.graph.Operator;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
import dev.norma.graph.Scan;
import dev.norma.graph.Squeeze;
import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import java.util.List;

/** The derivatives of reductions. */
final class ReduceRule {
    private ReduceRule() {}

    static void pass(Reduce op, Results results, Sink grads) {
        Value x = op.x();
        Value g = kept(op, results.g());
        switch (op.kind()) {
            case SUM -> grads.add(x, broadcastLike(g, x));
            case MEAN -> {
                DType exact = Moments.dtype(x.dtype());
                Value count = one(new Count(x, op.axes(), exact));
                grads.add(x, broadcastLike(cast(divide(cast(g, exact), count), x.dtype()), x));
            }
            case MAX, MIN -> {
                Value chosen = cast(binary(Operator.EQUAL, x, kept(op, results.y())), x.dtype());
                grads.add(x, multiply(chosen, divide(g, sum(chosen, op.axes()))));
            }
            case PROD -> grads.add(x, product(x, op.axes(), g));
            case ANY, ALL -> {}
        }
    }

    private static Value kept(Reduce op, Value reduced) {
        return op.keepDims() ? reduced : expandDims(reduced, op.axes());
    }

    /**
     * The gradient times the product of all other elements, axis by axis: what stands in front times what stands behind,
     * which is right beside zeros too.
     */
    private static Value product(Value x, List<Integer> axes, Value g) {
        if (axes.isEmpty()) {
            return g;
        }
        int axis = axes.getLast();
        List<Integer> rest = axes.subList(0, axes.size() - 1);
        Value inner = rest.isEmpty() ? x : one(new Reduce(Reduction.PROD, x, rest, true));
        Value front = moveAxis(inner, axis, true);
        Value start = one(new Squeeze(g, List.of(axis)));
        Value before = products(start, front, false);
        Value behind = products(fillLike(1, start), front, true);
        return product(x, rest, moveAxis(multiply(before, behind), axis, false));
    }

    /** The start times all positions in front of each (behind each, if reversed). */
    private static Value products(Value start, Value sequence, boolean reverse) {
        Value carry = Leaf.value("product", start.type(), null);
        Value slice =
                Leaf.value("slice", sequence.type().withShape(sequence.shape().without(0)), null);
        Graph body = new Graph(List.of(carry, slice), List.of(multiply(carry, slice)));
        return Node.of(new Scan(body, List.of(start), List.of(sequence), List.of(), reverse))
                .results()
                .getLast();
    }
}
