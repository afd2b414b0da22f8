package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The correction of batch renormalization: {@code y = gamma (r xHat + d) + beta}, with r and d constants to gradients.
 *
 * @param stddev {@code sqrt(variance + epsilon)} of the batch
 */
record Renorm(Value stddev, Value r, Value d) {
    /** The correction by the values stored before this batch. */
    static Renorm of(BatchNormalization layer, Moving moving, BatchStatistics batch, Context context) {
        double epsilon = layer.epsilon();
        Value mean = Ops.stopGradient(batch.mean());
        Value stddev = Ops.stopGradient(Ops.sqrt(Ops.add(batch.variance(), epsilon)));
        Value against = Ops.maximum(
                moving.stored("renorm_stddev", stddev), layer.semantics().root(epsilon));
        Value r = Ops.divide(stddev, against);
        Value d = Ops.divide(Ops.subtract(mean, moving.stored("renorm_mean", mean)), against);
        RenormClipping limits = Objects.requireNonNull(layer.renormClipping.get());
        Value rmin = limit(limits, "rmin", r, context);
        Value rmax = limit(limits, "rmax", r, context);
        Value dmax = limit(limits, "dmax", d, context);
        r = rmin == null ? r : Ops.maximum(r, rmin);
        r = rmax == null ? r : Ops.minimum(r, rmax);
        d = dmax == null ? d : Ops.maximum(Ops.minimum(d, dmax), Ops.negative(dmax));
        return new Renorm(stddev, moving.unlessEmpty(r, r.constant(1)), moving.unlessEmpty(d, d.constant(0)));
    }

    private static @Nullable Value limit(RenormClipping limits, String key, Value like, Context context) {
        Limit limit = limits.limit(key);
        return limit == null ? null : limit.beside(like, key, context);
    }
}
