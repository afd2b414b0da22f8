package dev.norma.layers;

import dev.norma.initializers.Initializer;
import dev.norma.ops.Ops;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;

/** The square root of what another initializer draws. */
final class RootOf extends Initializer {
    private final Initializer variance;

    RootOf(Initializer variance) {
        this.variance = variance;
    }

    @Override
    public Tensor draw(TensorType type, long seed) {
        return Ops.sqrt(variance.draw(type, seed));
    }
}
