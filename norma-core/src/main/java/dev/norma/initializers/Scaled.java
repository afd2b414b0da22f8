package dev.norma.initializers;

import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;

/** Draws whose variance is {@code scale / n}, with n the fan that the mode names. */
abstract sealed class Scaled<I extends Scaled<I>> extends RandomInitializer<I>
        permits VarianceScaling, GlorotNormal, GlorotUniform, HeNormal, HeUniform, LecunNormal, LecunUniform {
    /** The standard deviation of a standard normal truncated at two standard deviations. */
    private static final double TRUNCATED_STDDEV = 0.8796256610342398;

    abstract double scale();

    abstract String mode();

    abstract String distribution();

    @Override
    final Tensor drawFrom(TensorType type, long seed) {
        Fans fans = Fans.of(type.shape());
        double n = switch (mode()) {
            case "fan_in" -> fans.in();
            case "fan_out" -> fans.out();
            default -> (fans.in() + fans.out()) / 2;
        };
        double variance = scale() / Math.max(1, n);
        return switch (distribution()) {
            case "truncated_normal" -> Draws.truncated(type, seed, 0, Math.sqrt(variance) / TRUNCATED_STDDEV);
            case "untruncated_normal" -> Draws.normal(type, seed, 0, Math.sqrt(variance));
            default -> Draws.uniform(type, seed, -Math.sqrt(3 * variance), Math.sqrt(3 * variance));
        };
    }
}
