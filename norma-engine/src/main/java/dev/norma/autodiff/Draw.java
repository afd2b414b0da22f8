package dev.norma.autodiff;

import dev.norma.graph.Binary;
import dev.norma.graph.BroadcastLike;
import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Cast;
import dev.norma.graph.Elementwise;
import dev.norma.graph.ExpandDims;
import dev.norma.graph.Fill;
import dev.norma.graph.Node;
import dev.norma.graph.Op;
import dev.norma.graph.Operator;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
import dev.norma.graph.Reshape;
import dev.norma.graph.ReshapeLike;
import dev.norma.graph.SumTo;
import dev.norma.graph.Transpose;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.graph.Where;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The words in which the rules are written: operations on values, with what differentiation needs beside them. */
final class Draw {
    private Draw() {}

    static Value one(Op op) {
        return Node.of(op).results().getFirst();
    }

    static Value unary(Elementwise function, Value x) {
        return one(new Unary(function, x));
    }

    static Value binary(Operator operator, Value a, Value b) {
        return one(new Binary(operator, a, b));
    }

    static Value negate(Value x) {
        return unary(Elementwise.NEGATE, x);
    }

    static Value add(Value a, Value b) {
        return binary(Operator.ADD, a, b);
    }

    static Value add(Value a, double b) {
        return add(a, a.constant(b));
    }

    static Value subtract(Value a, Value b) {
        return binary(Operator.SUBTRACT, a, b);
    }

    static Value subtract(double a, Value b) {
        return subtract(b.constant(a), b);
    }

    static Value multiply(Value a, Value b) {
        return binary(Operator.MULTIPLY, a, b);
    }

    static Value multiply(Value a, double b) {
        return multiply(a, a.constant(b));
    }

    static Value divide(Value a, Value b) {
        return binary(Operator.DIVIDE, a, b);
    }

    static Value divide(Value a, double b) {
        return divide(a, a.constant(b));
    }

    static Value power(Value a, double b) {
        return binary(Operator.POWER, a, a.constant(b));
    }

    static Value square(Value x) {
        return unary(Elementwise.SQUARE, x);
    }

    static Value where(Value condition, Value then, Value otherwise) {
        return one(new Where(condition, then, otherwise));
    }

    /** The numbers where the condition holds, 0 elsewhere. */
    static Value keep(Value condition, Value x) {
        return where(condition, x, x.constant(0));
    }

    static Value cast(Value x, DType dtype) {
        return x.dtype() == dtype ? x : one(new Cast(x, dtype));
    }

    static Value sum(Value x, List<Integer> axes) {
        return one(new Reduce(Reduction.SUM, x, axes, true));
    }

    static Value expandDims(Value x, List<Integer> axes) {
        return axes.isEmpty() ? x : one(new ExpandDims(x, axes));
    }

    /** The axis in front of the others, and back with {@code toFront} false. */
    static Value moveAxis(Value x, int axis, boolean toFront) {
        if (axis == 0) {
            return x;
        }
        List<Integer> permutation = new ArrayList<>();
        permutation.add(axis);
        for (int i = 0; i < x.shape().rank(); i++) {
            if (i != axis) {
                permutation.add(i);
            }
        }
        Transpose front = new Transpose(x, permutation);
        return one(toFront ? front : new Transpose(x, front.inverse()));
    }

    static Value broadcastLike(Value x, Value like) {
        if (!like.shape().isStatic()) {
            return one(new BroadcastLike(x, like));
        }
        return x.shape().equals(like.shape()) ? x : one(new BroadcastTo(x, like.shape()));
    }

    static Value reshapeLike(Value x, Value like) {
        if (!like.shape().isStatic()) {
            return one(new ReshapeLike(x, like));
        }
        return x.shape().equals(like.shape()) ? x : one(new Reshape(x, like.shape()));
    }

    /** The same number wherever {@code like} has an element, of its type. */
    static Value fillLike(double number, Value like) {
        return like.shape().isStatic()
                ? one(new Fill(number, like.type()))
                : broadcastLike(like.constant(number), like);
    }

    /**
     * The gradient {@code g} of something that {@code x} was stretched to, summed back to x's shape; as it is where x
     * cannot have been stretched.
     *
     * @param others what x was broadcast against
     */
    static Value sumTo(Value g, Value x, Value... others) {
        for (Value other : others) {
            if (other != x && mayStretch(x.shape(), other.shape())) {
                return one(new SumTo(g, x));
            }
        }
        return g;
    }

    /** Whether broadcasting against the other shape may stretch x: unknown sizes may. */
    static boolean mayStretch(Shape x, Shape other) {
        for (int back = 1; back <= Math.min(x.rank(), other.rank()); back++) {
            long size = x.dimOrUnknown(-back);
            if (size == Shape.UNKNOWN ? other.dimOrUnknown(-back) != 1 : size == 1 && other.dimOrUnknown(-back) != 1) {
                return true;
            }
        }
        return other.rank() > x.rank();
    }

    /** The same value, said to be of exactly the type of {@code like}. */
    static Value typedLike(Value x, Value like) {
        return x.type().equals(like.type()) ? x : one(new ReshapeLike(x, like));
    }
}
