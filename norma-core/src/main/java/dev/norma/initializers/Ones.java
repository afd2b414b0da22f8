package dev.norma.initializers;

import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;

/** Ones. */
public final class Ones extends Initializer {
    @Override
    public Tensor draw(TensorType type, long seed) {
        return Tensor.fill(type, 1);
    }
}
