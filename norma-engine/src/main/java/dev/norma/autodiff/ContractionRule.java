package dev.norma.autodiff;

import static dev.norma.autodiff.Draw.one;

import dev.norma.graph.Conv;
import dev.norma.graph.ConvInputGradient;
import dev.norma.graph.ConvKernelGradient;
import dev.norma.graph.MatMul;
import dev.norma.graph.Pool;
import dev.norma.graph.PoolGradient;
import dev.norma.graph.Pooling;
import dev.norma.graph.Reshape;
import dev.norma.graph.SumTo;
import dev.norma.graph.Value;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shape;

/** The derivatives of matrix products, convolutions and pooling. */
final class ContractionRule {
    private ContractionRule() {}

    static void pass(MatMul op, Value g, Sink grads) {
        Value a = op.lhs();
        Value b = op.rhs();
        boolean ta = op.transposeLhs();
        boolean tb = op.transposeRhs();
        Value toA = one(ta ? new MatMul(b, g, tb, true) : new MatMul(g, b, false, !tb));
        grads.add(a, batchSummed(toA, a, b));
        if (!ta && b.shape().rank() == 2 && isFlat(a) && isFlat(g)) {
            Value rows = flat(a);
            Value rowsOfG = flat(g);
            grads.add(b, one(tb ? new MatMul(rowsOfG, rows, true, false) : new MatMul(rows, rowsOfG, true, false)));
        } else {
            Value toB = one(tb ? new MatMul(g, a, true, ta) : new MatMul(a, g, !ta, false));
            grads.add(b, batchSummed(toB, b, a));
        }
    }

    /** Whether it can be seen as one long matrix, so that no product per batch entry has to be kept and summed. */
    private static boolean isFlat(Value x) {
        return x.shape().isKnown(-1);
    }

    private static Value flat(Value x) {
        return x.shape().rank() == 2
                ? x
                : one(new Reshape(x, Shape.of(Shape.UNKNOWN, x.shape().dim(-1))));
    }

    /** Summed over the axes in front of the matrices along which x was stretched. */
    private static Value batchSummed(Value g, Value x, Value other) {
        return x != other && Draw.mayStretch(batch(x), batch(other)) ? one(new SumTo(g, x)) : g;
    }

    private static Shape batch(Value x) {
        return x.shape().slice(0, x.shape().rank() - 2);
    }

    static void pass(Conv op, Value g, Sink grads) {
        grads.add(op.x(), one(new ConvInputGradient(g, op.kernel(), op.x(), op.window(), op.groups())));
        grads.add(op.kernel(), one(new ConvKernelGradient(op.x(), g, op.kernel(), op.window(), op.groups())));
    }

    /** With {@code <g, conv(u, kernel)>} the sum that this operation's result has with u. */
    static void pass(ConvInputGradient op, Value u, Sink grads) {
        grads.add(op.g(), one(new Conv(u, op.kernel(), op.window(), op.groups())));
        grads.add(op.kernel(), one(new ConvKernelGradient(u, op.g(), op.kernel(), op.window(), op.groups())));
    }

    static void pass(ConvKernelGradient op, Value u, Sink grads) {
        grads.add(op.x(), one(new ConvInputGradient(op.g(), u, op.x(), op.window(), op.groups())));
        grads.add(op.g(), one(new Conv(op.x(), u, op.window(), op.groups())));
    }

    static void pass(Pool op, Value y, Value g, Sink grads) {
        grads.add(op.x(), one(new PoolGradient(op.kind(), op.x(), y, g, op.window())));
    }

    /** Linear in g. Which element is the largest does not change, but to follow it needs an operation of its own. */
    static void pass(PoolGradient op, Value u, Sink grads) {
        if (op.kind() == Pooling.MAX && grads.wants(op.g())) {
            throw new Complaint(
                            "poolGradient of max pooling has no gradient",
                            "first derivatives of max pooling",
                            "a second one, through %s".formatted(op.x()),
                            "stop the gradient in front of the second one with ops.stopGradient, or pool by the average")
                    .asState();
        }
        grads.add(op.g(), one(new Pool(op.kind(), u, op.window())));
    }
}
