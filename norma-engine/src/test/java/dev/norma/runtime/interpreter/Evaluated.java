package dev.norma.runtime.interpreter;

import dev.norma.graph.Leaf;
import dev.norma.graph.Op;
import dev.norma.graph.Value;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Single operations on tensors. */
final class Evaluated {
    private Evaluated() {}

    /** The results of the operation that {@code draw} makes over values of the operands' types. */
    static List<Tensor> all(Function<List<Value>, Op> draw, Tensor... operands) {
        List<Value> leaves = new ArrayList<>();
        for (Tensor operand : operands) {
            leaves.add(Leaf.value("x", operand.type(), null));
        }
        return new ReferenceEvaluator().evaluate(draw.apply(leaves), List.of(operands));
    }

    /** The only result. */
    static Tensor one(Function<List<Value>, Op> draw, Tensor... operands) {
        return all(draw, operands).getFirst();
    }

    /** The only result of an operation of one operand. */
    static Tensor of(Tensor x, Function<Value, Op> draw) {
        return one(v -> draw.apply(v.getFirst()), x);
    }
}
