package dev.norma.graph;

import dev.norma.tensor.Broadcast;
import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Mean and biased variance over some axes, in two passes or as stably; results keep those axes with size 1.
 *
 * <pre>
 *   mean     = sum(w x) / divisor
 *   variance = sum(w (x - mean)^2) / divisor
 *   divisor  = number of elements, or as the weighting says
 * </pre>
 *
 * Results: mean, variance, divisor. 16-bit operands are computed, and their moments given, in float32.
 *
 * @param axes counted from 0, ascending; none leaves each element its own mean
 * @param weights broadcast against x; null for none
 */
public record Moments(Value x, List<Integer> axes, @Nullable Value weights, Weighting weighting) implements Op {
    /** Keeps a copy of the axes. */
    public Moments {
        axes = List.copyOf(axes);
    }

    /** The element type in which the moments of this type are computed. */
    public static DType dtype(DType x) {
        return x == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    }

    @Override
    public List<Value> operands() {
        return weights == null ? List.of(x) : List.of(x, weights);
    }

    @Override
    public List<TensorType> inferTypes() {
        if (!x.dtype().isFloat()) {
            throw new DTypeException(
                    "moments needs floats", "a floating-point type", x.type().toString(), "cast it first");
        }
        if (weights != null) {
            Shape both = Broadcast.of("moments", x.shape(), weights.shape());
            if (!x.shape().accepts(both)) {
                throw new ShapeException(
                        "moments needs weights that stretch to x",
                        "a shape that broadcasts to " + x.shape(),
                        weights.shape().toString(),
                        "give one weight for each position");
            }
        }
        Shape shape = Checks.reduced(x.shape(), axes, true);
        TensorType type = new TensorType(dtype(x.dtype()), shape);
        return List.of(type, type, type);
    }

    @Override
    public Moments map(UnaryOperator<Value> to) {
        return new Moments(to.apply(x), axes, weights == null ? null : to.apply(weights), weighting);
    }
}
