package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import org.jspecify.annotations.Nullable;

/** {@code max(x, 0)}, or with a slope, an upper limit or a threshold. */
public final class ReLU extends Configured<ReLU> {
    private final Option<@Nullable Double> maxValue =
            options().optional("maxValue", OptionType.NUMBER, Check.notNegative());
    private final Option<Double> negativeSlope = option("negativeSlope", 0.0, Check.notNegative());
    private final Option<Double> threshold = option("threshold", 0.0, Check.notNegative());

    /** Sets the largest result: none unless set. */
    public ReLU maxValue(double most) {
        return set(maxValue, most);
    }

    /** Sets the slope below the threshold: 0 unless set. */
    public ReLU negativeSlope(double slope) {
        return set(negativeSlope, slope);
    }

    /** Sets from where on inputs pass: 0 unless set. */
    public ReLU threshold(double from) {
        return set(threshold, from);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        Double most = maxValue.get();
        if (most == null && negativeSlope.get() == 0 && threshold.get() == 0) {
            return Ops.relu(inputs.only());
        }
        return Ops.relu(
                inputs.only(), negativeSlope.get(), most == null ? Double.POSITIVE_INFINITY : most, threshold.get());
    }
}
