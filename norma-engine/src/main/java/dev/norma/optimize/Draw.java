package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Fill;
import dev.norma.graph.Node;
import dev.norma.graph.Op;
import dev.norma.graph.Operator;
import dev.norma.graph.Reshape;
import dev.norma.graph.Transpose;
import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.List;

/** What rules and passes draw with. */
final class Draw {
    private Draw() {}

    /** The first result of an operation. */
    static Value one(Op op) {
        return Node.of(op).results().getFirst();
    }

    static Value fill(double value, TensorType type) {
        return one(new Fill(value, type));
    }

    static Value binary(Operator operator, Value a, Value b) {
        return one(new Binary(operator, a, b));
    }

    /** In this shape, all sizes of which are known; the value itself if it has it. */
    static Value reshape(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : one(new Reshape(x, shape));
    }

    /** Stretched to this shape, all sizes of which are known; the value itself if it has it. */
    static Value broadcast(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : one(new BroadcastTo(x, shape));
    }

    static Value transpose(Value x, List<Integer> permutation) {
        return one(new Transpose(x, permutation));
    }
}
