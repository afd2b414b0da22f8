package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * The correction of batch renormalization: {@code y = gamma (r xHat + d) + beta}, with r and d constants to gradients.
 *
 * @param stddev {@code sqrt(variance + epsilon)} of the batch
 */
record Renorm(Value stddev, Value r, Value d) {
    /** The correction by the values stored before this batch. */
    static Renorm of(Moving moving, Statistics<Value> batch, RenormClipping limits, double epsilon) {
        Value stddev = Ops.stopGradient(Ops.sqrt(Ops.add(batch.variance(), epsilon)));
        Value mean = Ops.stopGradient(batch.mean());
        Value against = Ops.maximum(moving.stored("renorm_stddev", stddev), Math.sqrt(epsilon));
        Value r = Ops.divide(stddev, against);
        Value d = Ops.divide(Ops.subtract(mean, moving.stored("renorm_mean", mean)), against);
        if (limits.rmin() != null) {
            r = Ops.maximum(r, limits.rmin());
        }
        if (limits.rmax() != null) {
            r = Ops.minimum(r, limits.rmax());
        }
        if (limits.dmax() != null) {
            d = Ops.clip(d, -limits.dmax(), limits.dmax());
        }
        return new Renorm(stddev, r, d);
    }

    Value scale(@Nullable Value gamma) {
        return gamma == null ? r : Ops.multiply(r, gamma);
    }

    Value offset(@Nullable Value gamma, @Nullable Value beta) {
        Value shift = gamma == null ? d : Ops.multiply(d, gamma);
        return beta == null ? shift : Ops.add(shift, beta);
    }
}
