package dev.norma.ops;

import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Axes as users name them, counted from 0. */
final class Axes {
    private Axes() {}

    /** These axes of the shape, ascending; all of them if none is named. */
    static List<Integer> orAll(Shape shape, int... axes) {
        return axes.length == 0 ? IntStream.range(0, shape.rank()).boxed().toList() : of(shape, axes);
    }

    /** These axes of the shape, ascending. */
    static List<Integer> of(Shape shape, int... axes) {
        return each(shape, axes).stream().sorted().toList();
    }

    /** These axes of the shape in the order in which they are named. */
    static List<Integer> each(Shape shape, int... axes) {
        List<Integer> counted = Arrays.stream(axes).map(shape::axis).boxed().toList();
        if (counted.stream().distinct().count() != counted.size()) {
            throw new ShapeException(
                    "an axis is named twice",
                    "each axis once",
                    Arrays.toString(axes) + " of " + shape,
                    "drop the second one");
        }
        return counted;
    }
}
