package dev.norma.training;

import dev.norma.losses.Loss;
import dev.norma.metrics.Metric;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One output with what judges it.
 *
 * @param name what logs call it; empty where there is one output only
 * @param prediction its type
 * @param loss null where it has none
 */
record Scored(
        String name,
        TensorType prediction,
        @Nullable Loss loss,
        double lossWeight,
        List<Metric> metrics,
        List<Metric> weightedMetrics) {
    /** What logs call a number about this output. */
    String logName(String number) {
        return name.isEmpty() ? number : name + "_" + number;
    }
}
