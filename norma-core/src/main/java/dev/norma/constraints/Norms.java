package dev.norma.constraints;

import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;
import java.util.List;

/** The Euclidean norms of the vectors of a weight. */
final class Norms {
    /** What Keras adds to norms before it divides. */
    static final double FUZZ = 1e-7;

    private Norms() {}

    static <T extends Operand<T>> T of(T weight, List<Integer> axes) {
        int[] over = axes.stream().mapToInt(Integer::intValue).toArray();
        return Ops.sqrt(Ops.sum(Ops.square(weight), true, over));
    }

    /** The weight with its norms brought to the desired ones. */
    static <T extends Operand<T>> T bring(T weight, T norms, T desired) {
        return Ops.multiply(weight, Ops.divide(desired, Ops.add(norms, FUZZ)));
    }
}
