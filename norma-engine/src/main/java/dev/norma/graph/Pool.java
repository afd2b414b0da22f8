package dev.norma.graph;

import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** The elements under a sliding window become one, channel by channel; channels last. */
public record Pool(Pooling kind, Value x, Window window) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        Checks.rank("pool", "input", x, window.rank() + 2);
        Shape shape = window.output("pool", x.shape(), x.shape().dimOrUnknown(-1));
        return List.of(x.type().withShape(shape));
    }

    @Override
    public Pool map(UnaryOperator<Value> to) {
        return new Pool(kind, to.apply(x), window);
    }
}
