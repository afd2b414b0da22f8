package dev.norma.initializers;

import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;

/** Zeros. */
public final class Zeros extends Initializer {
    @Override
    public Tensor draw(TensorType type, long seed) {
        return Tensor.fill(type, 0);
    }
}
