package dev.norma.regularizers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;

/** {@code l2 * sum(w^2)}. The factor counts as a float32 number, as in Keras, which shows in float64 only. */
public final class L2 extends Regularizer {
    private final Option<Double> l2 = options().option("l2", 0.01, Check.notNegative());

    /** With a factor of 0.01. */
    public L2() {}

    /** With this factor. */
    public L2(double factor) {
        options().set(l2, factor);
    }

    @Override
    public <T extends Operand<T>> T penalty(T weight) {
        return Ops.multiply(Ops.sum(Ops.square(weight)), l2.get().floatValue());
    }
}
