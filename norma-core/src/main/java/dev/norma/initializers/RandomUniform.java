package dev.norma.initializers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;

/** Even draws: from -0.05 to 0.05 unless set. */
public final class RandomUniform extends RandomInitializer<RandomUniform> {
    private final Option<Double> minval = options().option("minval", -0.05, Check.any());
    private final Option<Double> maxval = options().option("maxval", 0.05, Check.any());

    /** Sets the smallest draw: -0.05 unless set. */
    public RandomUniform minval(double least) {
        options().set(minval, least);
        return this;
    }

    /** Sets the largest draw: 0.05 unless set. */
    public RandomUniform maxval(double most) {
        options().set(maxval, most);
        return this;
    }

    @Override
    Tensor drawFrom(TensorType type, long seed) {
        return Draws.uniform(type, seed, minval.get(), maxval.get());
    }
}
