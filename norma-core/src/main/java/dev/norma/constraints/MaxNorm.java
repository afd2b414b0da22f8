package dev.norma.constraints;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;
import java.util.List;

/** Vectors along the axes are scaled down to at most this norm: 2 over axis 0 unless set. */
public final class MaxNorm extends Constraint {
    private final Option<Double> maxValue = options().option("maxValue", 2.0, Check.notNegative());
    private final Option<List<Integer>> axis = options().declare("axis", OptionType.INTEGERS, List.of(0), Check.any());

    /** Sets the largest norm: 2 unless set. */
    public MaxNorm maxValue(double norm) {
        options().set(maxValue, norm);
        return this;
    }

    /** Sets the axes along which vectors lie: 0 unless set. */
    public MaxNorm axis(Integer... axes) {
        options().set(axis, List.of(axes));
        return this;
    }

    @Override
    public <T extends Operand<T>> T apply(T weight) {
        T norms = Norms.of(weight, axis.get());
        return Norms.bring(weight, norms, Ops.clip(norms, 0, maxValue.get()));
    }
}
