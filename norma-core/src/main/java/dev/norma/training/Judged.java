package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.losses.Loss;
import dev.norma.losses.MaskWeights;
import dev.norma.metrics.Metric;
import dev.norma.ops.Ops;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.ShapeException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An output while a step is drawn.
 *
 * @param layer the name of the layer that gives it
 * @param label null where there is none: then nothing judges the output
 * @param weight how much each sample counts; null for 1
 * @param mask which samples count, as it hangs on the prediction; null for all
 */
record Judged(
        Scored output,
        String layer,
        @Nullable Value label,
        Value prediction,
        @Nullable Value weight,
        @Nullable Value mask) {
    /** The loss of the batch; null where the output has none. */
    @Nullable
    Value loss() {
        Loss loss = output.loss();
        return loss == null
                ? null
                : at("loss", loss.name(), () -> loss.of(Objects.requireNonNull(label), wide(), weight, mask));
    }

    /** What comes of labels and predictions: shapes that do not fit are told with the output and with what compares them. */
    private Value at(String kind, String name, Supplier<Value> drawing) {
        try {
            return drawing.get();
        } catch (ShapeException wrong) {
            throw wrong.at("layer \"%s\", %s \"%s\"".formatted(layer, kind, name));
        }
    }

    /** Metrics see the mask too, as weights of samples. */
    void tellMetrics(Trace trace, List<Value> results) {
        tell(output.metrics(), null, trace, results);
    }

    void tellWeightedMetrics(Trace trace, List<Value> results) {
        tell(output.weightedMetrics(), weight, trace, results);
    }

    private void tell(List<Metric> metrics, @Nullable Value sampleWeight, Trace trace, List<Value> results) {
        Value counted = MaskWeights.of(sampleWeight, mask, wide().dtype());
        for (Metric metric : metrics) {
            results.add(at("metric", metric.name(), () -> {
                metric.update(trace, Objects.requireNonNull(label), prediction, counted);
                return metric.result(trace);
            }));
        }
    }

    private Value wide() {
        return prediction.dtype() == DType.FLOAT64 ? prediction : Ops.cast(prediction, DType.FLOAT32);
    }
}
