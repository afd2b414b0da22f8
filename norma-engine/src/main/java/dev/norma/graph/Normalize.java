package dev.norma.graph;

import dev.norma.tensor.Broadcast;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Centred, divided by the standard deviation, scaled and shifted; computed in the statistics' type, rounded to x's.
 *
 * <pre>
 *   y = (x - mean) / sqrt(variance + epsilon) * scale + offset
 * </pre>
 *
 * @param mean of x's rank, broadcast against x, as are variance, scale and offset
 * @param scale null for 1
 * @param offset null for 0
 */
public record Normalize(
        Value x,
        Value mean,
        Value variance,
        @Nullable Value scale,
        @Nullable Value offset,
        double epsilon) implements Op {
    @Override
    public List<Value> operands() {
        return Stream.of(x, mean, variance, scale, offset)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public List<TensorType> inferTypes() {
        for (Value parameter : operands().subList(1, operands().size())) {
            Checks.sameDType("normalize", mean, parameter);
            Checks.rank("normalize", "statistic", parameter, x.shape().rank());
            if (!x.shape().accepts(Broadcast.of("normalize", x.shape(), parameter.shape()))) {
                throw new ShapeException(
                        "normalize needs parameters that stretch to x",
                        "shapes that broadcast to " + x.shape(),
                        parameter.shape().toString(),
                        "give one entry per channel, and 1 on all other axes");
            }
        }
        return List.of(x.type());
    }

    @Override
    public Normalize map(UnaryOperator<Value> to) {
        return new Normalize(
                to.apply(x),
                to.apply(mean),
                to.apply(variance),
                scale == null ? null : to.apply(scale),
                offset == null ? null : to.apply(offset),
                epsilon);
    }
}
