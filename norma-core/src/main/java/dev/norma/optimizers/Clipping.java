package dev.norma.optimizers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps gradients from being too large. */
final class Clipping {
    private Clipping() {}

    static List<Value> clip(
            List<Value> gradients, @Nullable Double norm, @Nullable Double globalNorm, @Nullable Double value) {
        if (norm != null) {
            return gradients.stream().map(gradient -> toNorm(gradient, norm)).toList();
        }
        if (globalNorm != null) {
            return toGlobalNorm(gradients, globalNorm);
        }
        if (value != null) {
            return gradients.stream()
                    .map(gradient -> Ops.clip(gradient, -value, value))
                    .toList();
        }
        return gradients;
    }

    private static Value toNorm(Value gradient, double norm) {
        Value squares = Ops.sum(Ops.square(gradient));
        Value own = Ops.where(Ops.greater(squares, 0), Ops.sqrt(squares), squares);
        return Ops.divide(Ops.multiply(gradient, norm), Ops.maximum(own, norm));
    }

    private static List<Value> toGlobalNorm(List<Value> gradients, double norm) {
        Value squares = null;
        for (Value gradient : gradients) {
            Value own = Ops.sum(Ops.square(gradient));
            squares = squares == null ? own : Ops.add(squares, own);
        }
        Value together = Ops.sqrt(Objects.requireNonNull(squares));
        Value scale = Ops.multiply(Ops.minimum(Ops.divide(1, together), 1 / norm), norm);
        Value finite = Ops.add(scale, Ops.subtract(together, together));
        return gradients.stream()
                .map(gradient -> Ops.multiply(gradient, finite))
                .toList();
    }
}
