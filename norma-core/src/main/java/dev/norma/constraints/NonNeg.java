package dev.norma.constraints;

import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;

/** What is below 0 becomes 0. */
public final class NonNeg extends Constraint {
    @Override
    public <T extends Operand<T>> T apply(T weight) {
        return Ops.maximum(weight, 0);
    }
}
