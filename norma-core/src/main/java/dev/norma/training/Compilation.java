package dev.norma.training;

import dev.norma.layers.Freezing;
import dev.norma.losses.Loss;
import dev.norma.metrics.Metric;
import dev.norma.optimizers.Optimizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code compile} said: optimizer, losses and metrics for each output, and which layers trained then.
 *
 * @param losses one for each output, in order: a name such as {@code "mse"} or a {@link Loss}; null where an output has none
 * @param lossWeights a factor for each output's loss
 * @param metrics those of each output, as given: a name such as {@code "accuracy"} or a {@link Metric}
 * @param weightedMetrics the same for metrics that sample weights count in
 * @param freezing which layers train, as of {@code compile}
 */
public record Compilation(
        Optimizer<?> optimizer,
        List<@Nullable Object> losses,
        List<Double> lossWeights,
        List<List<Object>> metrics,
        List<List<Object>> weightedMetrics,
        Freezing freezing,
        OnNonFinite onNonFinite) {}
