package dev.norma.ops;

import dev.norma.graph.Fill;
import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Op;
import dev.norma.graph.Value;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Operand;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Draws an operation on values, or runs it on tensors: the only place that tells them apart. */
final class Emit {
    private static final class Found {
        static final Evaluator EVALUATOR = ServiceLoader.load(Evaluator.class, Evaluator.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new Complaint(
                                "operations on tensors need an evaluator",
                                "one that ServiceLoader finds",
                                "none on the class path or module path",
                                "add norma-engine, whole, to the path")
                        .asState());
    }

    private Emit() {}

    /** The results of an operation over these operands, at least one. */
    @SuppressWarnings("unchecked")
    static <T extends Operand<T>> List<T> all(List<T> operands, Function<List<Value>, Op> op) {
        if (operands.getFirst() instanceof Value) {
            return (List<T>) Node.of(op.apply((List<Value>) operands)).results();
        }
        List<Tensor> tensors = (List<Tensor>) operands;
        List<Value> leaves = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            leaves.add(Leaf.value("operand" + i, tensors.get(i).type(), null));
        }
        Op drawn = op.apply(leaves);
        Node.of(drawn); // infers the types and so checks the operands
        return (List<T>) Found.EVALUATOR.evaluate(drawn, tensors);
    }

    /** One number everywhere, as an operand beside {@code like}. */
    @SuppressWarnings("unchecked")
    static <T extends Operand<T>> T filled(T like, TensorType type, double value) {
        return like instanceof Tensor
                ? (T) Tensor.fill(type, value)
                : (T) Node.of(new Fill(value, type)).results().getFirst();
    }

    static <T extends Operand<T>> T one(T x, Function<Value, Op> op) {
        return all(List.of(x), operands -> op.apply(operands.getFirst())).getFirst();
    }

    static <T extends Operand<T>> T one(T a, T b, BiFunction<Value, Value, Op> op) {
        return all(List.of(a, b), operands -> op.apply(operands.get(0), operands.get(1)))
                .getFirst();
    }

    static <T extends Operand<T>> T one(List<T> operands, Function<List<Value>, Op> op) {
        return all(operands, op).getFirst();
    }
}
