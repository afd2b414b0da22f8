package dev.norma.regularizers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;

/** {@code l1 * sum(|w|) + l2 * sum(w^2)}; both factors are 0 unless set, and count as float32 numbers, as in Keras. */
public final class L1L2 extends Regularizer {
    private final Option<Double> l1 = options().option("l1", 0.0, Check.notNegative());
    private final Option<Double> l2 = options().option("l2", 0.0, Check.notNegative());

    /** With factors of 0. */
    public L1L2() {}

    /** With these factors. */
    public L1L2(double l1, double l2) {
        options().set(this.l1, l1);
        options().set(this.l2, l2);
    }

    @Override
    public <T extends Operand<T>> T penalty(T weight) {
        T sum = weight.constant(0);
        if (l1.get() != 0) {
            sum = Ops.add(sum, Ops.multiply(Ops.sum(Ops.abs(weight)), l1.get().floatValue()));
        }
        if (l2.get() != 0) {
            sum = Ops.add(
                    sum, Ops.multiply(Ops.sum(Ops.square(weight)), l2.get().floatValue()));
        }
        return sum;
    }
}
