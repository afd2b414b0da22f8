package dev.norma.graph;

import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** The sum of several values of one type: where the contributions to a gradient meet. */
public record Sum(List<Value> terms) implements Op {
    /** Keeps a copy of the terms. */
    public Sum {
        terms = List.copyOf(terms);
    }

    @Override
    public List<Value> operands() {
        return terms;
    }

    @Override
    public List<TensorType> inferTypes() {
        TensorType type = terms.getFirst().type();
        for (Value term : terms) {
            if (!type.accepts(term.type())) {
                throw new ShapeException(
                        "sum needs terms of one type",
                        type.toString(),
                        term.type().toString(),
                        "broadcast or cast them first");
            }
            if (term.shape().isStatic()) {
                type = term.type();
            }
        }
        return List.of(type);
    }

    @Override
    public Sum map(UnaryOperator<Value> to) {
        return new Sum(terms.stream().map(to).toList());
    }
}
