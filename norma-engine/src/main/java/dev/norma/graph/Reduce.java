package dev.norma.graph;

import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The elements along some axes become one. The axes named are those that disappear, or stay with size 1.
 *
 * @param axes counted from 0, ascending
 */
public record Reduce(Reduction kind, Value x, List<Integer> axes, boolean keepDims) implements Op {
    /** Keeps a copy of the axes. */
    public Reduce {
        axes = List.copyOf(axes);
    }

    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        boolean logical = kind == Reduction.ANY || kind == Reduction.ALL;
        if (logical != (x.dtype() == DType.BOOL)
                || (kind == Reduction.MEAN && !x.dtype().isFloat())) {
            throw new DTypeException(
                    Names.of(kind) + " does not take this element type",
                    logical ? "bool" : kind == Reduction.MEAN ? "a floating-point type" : "numbers",
                    x.type().toString(),
                    "cast the operand first");
        }
        return List.of(x.type().withShape(Checks.reduced(x.shape(), axes, keepDims)));
    }

    @Override
    public Reduce map(UnaryOperator<Value> to) {
        return new Reduce(kind, to.apply(x), axes, keepDims);
    }
}
