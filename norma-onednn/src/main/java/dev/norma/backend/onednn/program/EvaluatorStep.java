package dev.norma.backend.onednn.program;

import dev.norma.graph.Op;
import dev.norma.ops.Evaluator;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** An operation without a kernel: its operands are copied out, the interpreter runs it, its results are copied back. */
public record EvaluatorStep(
        Evaluator evaluator, Op op, List<TensorType> types, List<Integer> operands, List<Integer> results)
        implements Step {
    @Override
    public String name() {
        return "interpreter: " + op.getClass().getSimpleName();
    }

    @Override
    public Runnable prepare(Frame frame) {
        return () -> {
            List<Tensor> tensors = new ArrayList<>();
            for (int i = 0; i < operands.size(); i++) {
                TensorType type = types.get(i);
                MemorySegment memory = frame.memory(operands.get(i))
                        .asSlice(0, type.shape().size() * type.dtype().bytes());
                tensors.add(Tensor.copyOf(type, memory));
            }
            List<Tensor> given = evaluator.evaluate(op, tensors);
            for (int i = 0; i < results.size(); i++) {
                MemorySegment from = given.get(i).segment();
                MemorySegment.copy(from, 0, frame.memory(results.get(i)), 0, from.byteSize());
            }
        };
    }
}
