package dev.norma.losses;

import dev.norma.tensor.Operand;
import org.jspecify.annotations.Nullable;

/** Weights the losses of examples and makes one number of them, as Keras does. */
final class LossReduction {
    private LossReduction() {}

    static <T extends Operand<T>> T reduce(T losses, String reduction, @Nullable T sampleWeight, @Nullable T mask) {
        throw new UnsupportedOperationException("drawn with the losses");
    }
}
