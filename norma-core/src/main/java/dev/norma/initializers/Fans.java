package dev.norma.initializers;

import dev.norma.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many inputs and outputs each unit of a weight has: the last two sizes, times the positions of a kernel.
 *
 * @param in inputs of each unit
 * @param out outputs of each input
 */
record Fans(double in, double out) {
    /** The products of the sizes of these axes; where one of the lists is missing, what the shape alone says. */
    static Fans of(Shape shape, @Nullable List<Integer> inputAxes, @Nullable List<Integer> outputAxes) {
        return inputAxes == null || outputAxes == null
                ? of(shape)
                : new Fans(product(shape, inputAxes), product(shape, outputAxes));
    }

    private static double product(Shape shape, List<Integer> axes) {
        return axes.stream().mapToDouble(shape::dim).reduce(1, (a, b) -> a * b);
    }

    static Fans of(Shape shape) {
        return switch (shape.rank()) {
            case 0 -> new Fans(1, 1);
            case 1 -> new Fans(shape.dim(0), shape.dim(0));
            default -> {
                double positions = shape.slice(0, shape.rank() - 2).size();
                yield new Fans(positions * shape.dim(-2), positions * shape.dim(-1));
            }
        };
    }
}
