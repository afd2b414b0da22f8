package dev.norma.ops;

import dev.norma.graph.Op;
import dev.norma.tensor.Tensor;
import java.util.List;

/**
 * Runs one operation on numbers. Functions on tensors need one; it stands above and is found by {@link
 * java.util.ServiceLoader}.
 */
public interface Evaluator {
    /**
     * The results of an operation.
     *
     * @param op drawn over leaves of the tensors' types
     * @param operands one tensor for each operand, in order
     */
    List<Tensor> evaluate(Op op, List<Tensor> operands);
}
