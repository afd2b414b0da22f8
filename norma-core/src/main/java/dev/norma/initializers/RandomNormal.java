package dev.norma.initializers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;

/** Normal draws: mean 0, standard deviation 0.05 unless set. */
public final class RandomNormal extends RandomInitializer<RandomNormal> {
    private final Option<Double> mean = options().option("mean", 0.0, Check.any());
    private final Option<Double> stddev = options().option("stddev", 0.05, Check.notNegative());

    /** Sets the mean: 0 unless set. */
    public RandomNormal mean(double centre) {
        options().set(mean, centre);
        return this;
    }

    /** Sets the standard deviation: 0.05 unless set. */
    public RandomNormal stddev(double spread) {
        options().set(stddev, spread);
        return this;
    }

    @Override
    Tensor drawFrom(TensorType type, long seed) {
        return Draws.normal(type, seed, mean.get(), stddev.get());
    }
}
