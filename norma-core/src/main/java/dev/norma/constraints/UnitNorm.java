package dev.norma.constraints;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;
import java.util.List;

/** Vectors along the axes are scaled to norm 1: over axis 0 unless set. */
public final class UnitNorm extends Constraint {
    private final Option<List<Integer>> axis = options().declare("axis", OptionType.INTEGERS, List.of(0), Check.any());

    /** Sets the axes along which vectors lie: 0 unless set. */
    public UnitNorm axis(Integer... axes) {
        options().set(axis, List.of(axes));
        return this;
    }

    @Override
    public <T extends Operand<T>> T apply(T weight) {
        return Ops.divide(weight, Ops.add(Norms.of(weight, axis.get()), Norms.FUZZ));
    }
}
