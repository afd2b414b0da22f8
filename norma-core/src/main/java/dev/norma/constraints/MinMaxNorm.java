package dev.norma.constraints;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;
import java.util.List;

/** Vectors along the axes are brought to a norm from a smallest to a largest one: 0 and 1 over axis 0 unless set. */
public final class MinMaxNorm extends Constraint {
    private final Option<Double> minValue = options().option("minValue", 0.0, Check.notNegative());
    private final Option<Double> maxValue = options().option("maxValue", 1.0, Check.notNegative());
    private final Option<Double> rate = options().option("rate", 1.0, Check.between(0, 1));
    private final Option<List<Integer>> axis = options().declare("axis", OptionType.INTEGERS, List.of(0), Check.any());

    /** Sets the smallest norm: 0 unless set. */
    public MinMaxNorm minValue(double norm) {
        options().set(minValue, norm);
        return this;
    }

    /** Sets the largest norm: 1 unless set. */
    public MinMaxNorm maxValue(double norm) {
        options().set(maxValue, norm);
        return this;
    }

    /** Sets how far norms are brought at once: 1, all the way, unless set. */
    public MinMaxNorm rate(double part) {
        options().set(rate, part);
        return this;
    }

    /** Sets the axes along which vectors lie: 0 unless set. */
    public MinMaxNorm axis(Integer... axes) {
        options().set(axis, List.of(axes));
        return this;
    }

    @Override
    public <T extends Operand<T>> T apply(T weight) {
        T norms = Norms.of(weight, axis.get());
        T clipped = Ops.multiply(Ops.clip(norms, minValue.get(), maxValue.get()), rate.get());
        return Norms.bring(weight, norms, Ops.add(clipped, Ops.multiply(norms, 1 - rate.get())));
    }
}
