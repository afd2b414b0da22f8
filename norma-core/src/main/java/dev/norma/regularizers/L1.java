package dev.norma.regularizers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;

/** {@code l1 * sum(|w|)}. The factor counts as a float32 number, as in Keras, which shows in float64 only. */
public final class L1 extends Regularizer {
    private final Option<Double> l1 = options().option("l1", 0.01, Check.notNegative());

    /** With a factor of 0.01. */
    public L1() {}

    /** With this factor. */
    public L1(double factor) {
        options().set(l1, factor);
    }

    @Override
    public <T extends Operand<T>> T penalty(T weight) {
        return Ops.multiply(Ops.sum(Ops.abs(weight)), l1.get().floatValue());
    }
}
