package dev.norma.initializers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import java.util.Locale;

/** Draws whose variance is {@code scale / n}: n is the fan in, the distribution a truncated normal unless set. */
public final class VarianceScaling extends Scaled<VarianceScaling> {
    private final Option<Double> scale = options().option("scale", 1.0, Check.positive());
    private final Option<String> mode = options().option("mode", "fan_in", Check.oneOf("fan_in", "fan_out", "fan_avg"));
    private final Option<String> distribution = options()
            .declare(
                    "distribution",
                    OptionType.plain("text", given -> given instanceof String name ? canonical(name) : null),
                    "truncated_normal",
                    Check.oneOf("truncated_normal", "untruncated_normal", "uniform"));

    /** Sets the factor: 1 unless set. */
    public VarianceScaling scale(double factor) {
        options().set(scale, factor);
        return this;
    }

    /** Sets which fan counts: {@code "fan_in"} (unless set), {@code "fan_out"} or {@code "fan_avg"}. */
    public VarianceScaling mode(String fan) {
        options().set(mode, fan);
        return this;
    }

    /**
     * Sets the distribution: {@code "truncated_normal"} (unless set, and also called {@code "normal"}), {@code
     * "untruncated_normal"} or {@code "uniform"}.
     */
    public VarianceScaling distribution(String kind) {
        options().set(distribution, canonical(kind));
        return this;
    }

    private static String canonical(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        return lower.equals("normal") ? "truncated_normal" : lower;
    }

    @Override
    double scale() {
        return scale.get();
    }

    @Override
    String mode() {
        return mode.get();
    }

    @Override
    String distribution() {
        return distribution.get();
    }
}
