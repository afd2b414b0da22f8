package dev.norma.initializers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws whose variance is {@code scale / n}, with n the fan that the mode names. */
abstract sealed class Scaled<I extends Scaled<I>> extends RandomInitializer<I>
        permits VarianceScaling, GlorotNormal, GlorotUniform, HeNormal, HeUniform, LecunNormal, LecunUniform {
    /** The standard deviation of a standard normal truncated at two standard deviations. */
    private static final double TRUNCATED_STDDEV = 0.8796256610342398;

    private final Option<@Nullable List<Integer>> inputAxes =
            options().optional("inputAxes", OptionType.INTEGERS, Check.any());
    private final Option<@Nullable List<Integer>> outputAxes =
            options().optional("outputAxes", OptionType.INTEGERS, Check.any());

    /** Sets over which axes a unit's inputs lie, for weights of other shapes; counts only together with {@code outputAxes}. */
    @SuppressWarnings("unchecked")
    public final I inputAxes(Integer... axes) {
        options().set(inputAxes, List.of(axes));
        return (I) this;
    }

    /** Sets over which axes an input's outputs lie, for weights of other shapes; counts only together with {@code inputAxes}. */
    @SuppressWarnings("unchecked")
    public final I outputAxes(Integer... axes) {
        options().set(outputAxes, List.of(axes));
        return (I) this;
    }

    abstract double scale();

    abstract String mode();

    abstract String distribution();

    @Override
    final Tensor drawFrom(TensorType type, long seed) {
        Fans fans = Fans.of(type.shape(), inputAxes.get(), outputAxes.get());
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
