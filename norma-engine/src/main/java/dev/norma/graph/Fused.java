package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Several operations that a back end may run as one. Its meaning is its body, so that every back end can run it.
 *
 * @param kind what a back end knows it by, for example {@code normalizeRelu}
 * @param arguments what the body takes
 */
public record Fused(String kind, Graph body, List<Value> arguments) implements Op {
    /** Keeps a copy of the arguments. */
    public Fused {
        arguments = List.copyOf(arguments);
    }

    @Override
    public List<Value> operands() {
        return arguments;
    }

    @Override
    public List<TensorType> inferTypes() {
        return body.outputTypes();
    }

    @Override
    public Fused map(UnaryOperator<Value> to) {
        List<Value> mapped = arguments.stream().map(to).toList();
        return new Fused(kind, Bodies.bind(body, Bodies.types(mapped)), mapped);
    }
}
