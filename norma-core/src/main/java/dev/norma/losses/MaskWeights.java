package dev.norma.losses;

import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import dev.norma.tensor.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Masks of predictions as weights of samples: what is left out weighs 0. */
public final class MaskWeights {
    private MaskWeights() {}

    /**
     * Weights of samples times a mask.
     *
     * @param sampleWeight null for 1
     * @param mask which samples count, boolean or as weights; null for all
     * @return null where there is neither
     */
    public static <T extends Operand<T>> @Nullable T of(@Nullable T sampleWeight, @Nullable T mask, DType dtype) {
        if (mask == null) {
            return sampleWeight;
        }
        T counted = Ops.cast(mask, dtype);
        if (sampleWeight == null) {
            return counted;
        }
        List<T> fitted = Ranks.same(counted, Ops.cast(sampleWeight, dtype));
        return Ops.multiply(fitted.get(1), fitted.get(0));
    }
}
