package dev.norma.runtime.interpreter;

import dev.norma.graph.Op;
import dev.norma.ops.Evaluator;
import dev.norma.tensor.Tensor;
import java.util.List;

/** Runs single operations on tensors in the interpreter. Found by {@link java.util.ServiceLoader}. */
public final class ReferenceEvaluator implements Evaluator {
    /** The evaluator; it has no settings. */
    public ReferenceEvaluator() {}

    @Override
    public List<Tensor> evaluate(Op op, List<Tensor> operands) {
        Frame frame = Frame.of(op.operands(), operands.stream().map(Numbers::of).toList());
        return Interpreter.run(op, op.inferTypes(), frame).stream()
                .map(Numbers::toTensor)
                .toList();
    }
}
