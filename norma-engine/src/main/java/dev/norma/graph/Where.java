package dev.norma.graph;

import dev.norma.tensor.Broadcast;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** Elements of one operand where a condition holds, of the other elsewhere; the three broadcast. */
public record Where(Value condition, Value then, Value otherwise) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(condition, then, otherwise);
    }

    @Override
    public List<TensorType> inferTypes() {
        Checks.dtype("where", "condition", condition, DType.BOOL);
        DType dtype = Checks.sameDType("where", then, otherwise);
        Shape both = Broadcast.of("where", then.shape(), otherwise.shape());
        return List.of(new TensorType(dtype, Broadcast.of("where", condition.shape(), both)));
    }

    @Override
    public Where map(UnaryOperator<Value> to) {
        return new Where(to.apply(condition), to.apply(then), to.apply(otherwise));
    }
}
