package dev.norma.initializers;

import dev.norma.tensor.Elements;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random numbers for initial values: L64X128MixRandom, so that equal seeds draw equal values.
 *
 * <p>Not {@link dev.norma.tensor.Randomness}, whose elements can each be computed by themselves, on any thread: a weight
 * is drawn once, from its first element to its last, and a generator that goes step by step does that several times as
 * fast, which the start of a large network feels.
 */
final class Draws {
    private Draws() {}

    static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    static Tensor fill(TensorType type, DoubleSupplier draw) {
        MemorySegment data = Elements.allocate(type.dtype(), type.shape().size());
        for (long i = 0; i < type.shape().size(); i++) {
            Elements.set(data, type.dtype(), i, draw.getAsDouble());
        }
        return Tensor.adopt(type, data);
    }

    static Tensor normal(TensorType type, long seed, double mean, double stddev) {
        RandomGenerator random = generator(seed);
        return fill(type, () -> mean + stddev * random.nextGaussian());
    }

    /** Normal, drawn again where it is more than two standard deviations from the mean. */
    static Tensor truncated(TensorType type, long seed, double mean, double stddev) {
        RandomGenerator random = generator(seed);
        return fill(type, () -> {
            double z = random.nextGaussian();
            while (Math.abs(z) > 2) {
                z = random.nextGaussian();
            }
            return mean + stddev * z;
        });
    }

    static Tensor uniform(TensorType type, long seed, double from, double to) {
        RandomGenerator random = generator(seed);
        return fill(type, () -> from + (to - from) * random.nextDouble());
    }
}
