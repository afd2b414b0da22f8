package dev.norma.graph;

import dev.norma.tensor.DType;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One of two bodies runs, as a boolean scalar says. Both take the same operands and give the same types.
 *
 * @param arguments what the bodies take, captured values included
 */
public record Cond(Value predicate, Graph then, Graph otherwise, List<Value> arguments) implements Op {
    /** Keeps a copy of the arguments. */
    public Cond {
        arguments = List.copyOf(arguments);
    }

    @Override
    public List<Value> operands() {
        return Stream.concat(Stream.of(predicate), arguments.stream()).toList();
    }

    @Override
    public List<TensorType> inferTypes() {
        Checks.dtype("cond", "predicate", predicate, DType.BOOL);
        Checks.rank("cond", "predicate", predicate, 0);
        if (!then.outputTypes().equals(otherwise.outputTypes())) {
            throw new ShapeException(
                    "the two branches of cond must give the same",
                    "equal element types and shapes",
                    "%s and %s".formatted(then.outputTypes(), otherwise.outputTypes()),
                    "cast or broadcast the results of one branch");
        }
        return then.outputTypes();
    }

    @Override
    public Cond map(UnaryOperator<Value> to) {
        List<Value> mapped = arguments.stream().map(to).toList();
        List<TensorType> types = Bodies.types(mapped);
        return new Cond(to.apply(predicate), Bodies.bind(then, types), Bodies.bind(otherwise, types), mapped);
    }
}
