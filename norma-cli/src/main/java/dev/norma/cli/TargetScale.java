package dev.norma.cli;

import dev.norma.data.Batch;
import dev.norma.ops.Ops;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;

/** Brings numbers to predict to mean 0 and standard deviation 1, and errors back to their own unit. */
record TargetScale(double mean, double stddev) {
    static TargetScale of(Tensor y) {
        double mean = 0;
        for (long i = 0; i < y.size(); i++) {
            mean += y.getFlat(i) / y.size();
        }
        double variance = 0;
        for (long i = 0; i < y.size(); i++) {
            variance += (y.getFlat(i) - mean) * (y.getFlat(i) - mean) / y.size();
        }
        return new TargetScale(mean, variance > 0 ? Math.sqrt(variance) : 1);
    }

    Batch apply(Batch batch) {
        Tensor column = batch.y().reshape(Shape.of(batch.size(), 1));
        return Batch.of(batch.x(), Ops.divide(Ops.subtract(column, mean), stddev));
    }
}
