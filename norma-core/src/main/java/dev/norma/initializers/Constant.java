package dev.norma.initializers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;

/** One number everywhere. */
public final class Constant extends Initializer {
    private final Option<Double> value = options().option("value", 0.0, Check.any());

    /** Zeros, unless configured. */
    public Constant() {}

    /** This number. */
    public Constant(double number) {
        options().set(value, number);
    }

    @Override
    public Tensor draw(TensorType type, long seed) {
        return Tensor.fill(type, value.get());
    }
}
