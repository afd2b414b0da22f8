package dev.norma.optimize;

import dev.norma.graph.Transpose;
import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Moves axes once, and only if something moves.
 *
 * <pre>
 *   before   transpose %1, permutation=[0, 1]                                      after   %1
 *            transpose (transpose %1, permutation=[1, 2, 0]), permutation=[0, 2, 1]        transpose %1, permutation=[1, 0, 2]
 *            transpose %1, permutation=[0, 3, 1, 2]     of [8, 1, 1, 64]                   reshape %1, shape=[8, 64, 1, 1]
 * </pre>
 */
final class MergeTransposes implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        if (!(value.op() instanceof Transpose(Value x, List<Integer> permutation))) {
            return null;
        }
        if (permutation.equals(IntStream.range(0, permutation.size()).boxed().toList())) {
            return x;
        }
        if (x.op() instanceof Transpose(Value first, List<Integer> before)) {
            return Draw.transpose(first, permutation.stream().map(before::get).toList());
        }
        return value.shape().isStatic() && keepsOrder(x.shape(), permutation) ? Draw.reshape(x, value.shape()) : null;
    }

    /** Whether the axes longer than 1 stay in order. */
    private static boolean keepsOrder(Shape shape, List<Integer> permutation) {
        List<Integer> longer =
                permutation.stream().filter(axis -> shape.dim(axis) != 1).toList();
        return longer.equals(longer.stream().sorted().toList());
    }
}
