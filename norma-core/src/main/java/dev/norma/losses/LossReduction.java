package dev.norma.losses;

import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Weights the losses of examples and makes one number of them, as Keras does. */
final class LossReduction {
    private LossReduction() {}

    static <T extends Operand<T>> T reduce(T losses, String reduction, @Nullable T sampleWeight, @Nullable T mask) {
        T weight = weights(losses, reduction, sampleWeight, mask);
        T weighted = losses;
        if (weight != null) {
            List<T> fitted = Ranks.same(losses, Ops.cast(weight, losses.dtype()));
            weighted = Ops.multiply(fitted.get(0), fitted.get(1));
            weight = fitted.get(1);
        }
        if (reduction.equals("none") || losses.shape().rank() == 0) {
            return weighted;
        }
        T sum = Ops.sum(weighted);
        if (reduction.equals("sum")) {
            return sum;
        }
        T divisor = weight != null && reduction.equals("mean_with_sample_weight") ? Ops.sum(weight) : count(weighted);
        return Ops.divideNoNan(sum, divisor);
    }

    private static <T extends Operand<T>> @Nullable T weights(
            T losses, String reduction, @Nullable T sampleWeight, @Nullable T mask) {
        if (mask == null) {
            return sampleWeight;
        }
        T counted = Ops.cast(mask, losses.dtype());
        if (reduction.equals("mean") || reduction.equals("sum_over_batch_size")) {
            counted = Ops.multiply(counted, Ops.divideNoNan(count(counted), Ops.sum(counted)));
        }
        return MaskWeights.of(sampleWeight, counted, losses.dtype());
    }

    private static <T extends Operand<T>> T count(T x) {
        int[] axes = IntStream.range(0, x.shape().rank()).toArray();
        return Ops.size(x, x.dtype(), axes);
    }
}
