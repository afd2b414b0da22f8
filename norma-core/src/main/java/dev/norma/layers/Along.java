package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Vectors with one entry for each position of an axis, brought to the rank of what they meet. */
final class Along {
    private Along() {}

    /** The vector with its entries on the axis, and size 1 on the others. */
    static Value axis(Value vector, Shape shape, int axis) {
        int at = shape.axis(axis);
        if (at == shape.rank() - 1) {
            return vector;
        }
        long[] dims = new long[shape.rank()];
        Arrays.fill(dims, 1);
        dims[at] = vector.shape().dim(0);
        return Ops.reshape(vector, dims);
    }

    /** All axes but one, ascending. */
    static List<Integer> others(Shape shape, int axis) {
        int kept = shape.axis(axis);
        return IntStream.range(0, shape.rank()).filter(i -> i != kept).boxed().toList();
    }
}
