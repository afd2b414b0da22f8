package dev.norma.doctor;

import dev.norma.diagnosis.Channel;
import dev.norma.diagnosis.DataSummary;
import dev.norma.diagnosis.Diagnosis;
import dev.norma.diagnosis.Finding;
import dev.norma.diagnosis.Histogram;
import dev.norma.diagnosis.LayerData;
import dev.norma.diagnosis.LayerDiagnosis;
import dev.norma.diagnosis.MovingAverage;
import dev.norma.diagnosis.Observed;
import dev.norma.diagnosis.OutputGap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A diagnosis as the maps and lists that JSON is written from. Keys never change their meaning; new ones may come. */
final class JsonReport {
    private JsonReport() {}

    static Map<String, @Nullable Object> of(Diagnosis diagnosis) {
        DataSummary data = diagnosis.data();
        return map(
                "model", diagnosis.model(),
                "findings",
                        diagnosis.findings().stream().map(JsonReport::finding).toList(),
                "data", data == null ? null : data(data),
                "layers", diagnosis.layers().stream().map(JsonReport::layer).toList());
    }

    private static Map<String, @Nullable Object> finding(Finding finding) {
        return map(
                "severity", finding.severity().name().toLowerCase(Locale.ROOT),
                "id", finding.fault().id(),
                "title", finding.fault().title(),
                "layer", finding.layer(),
                "cause", finding.cause(),
                "numbers", finding.numbers(),
                "remedy", finding.remedy());
    }

    private static Map<String, @Nullable Object> data(DataSummary data) {
        return map(
                "rows", data.rows(),
                "batches", data.batches(),
                "largest_batch", data.largestBatch(),
                "outputs", data.outputs().stream().map(JsonReport::output).toList());
    }

    private static Map<String, @Nullable Object> output(OutputGap gap) {
        return map(
                "output", gap.output(),
                "relative_gap", gap.relative(),
                "decisions_changed", known(gap.decisionsChanged()),
                "accuracy_by_batch", known(gap.accuracyByBatch()),
                "accuracy_by_stored", known(gap.accuracyByStored()));
    }

    private static Map<String, @Nullable Object> layer(LayerDiagnosis layer) {
        LayerData data = layer.data();
        return map(
                "path", layer.path(),
                "calls", layer.calls(),
                "input", layer.input().toString(),
                "axes", layer.axes(),
                "axis_reason", layer.axisReason(),
                "momentum", layer.momentum(),
                "epsilon", layer.epsilon(),
                "updates", layer.updates(),
                "trained", layer.trained(),
                "freezing", layer.freezing(),
                "folding", layer.folding(),
                "steps_within_5_percent", steps(layer.stepsWithin5()),
                "steps_within_1_percent", steps(layer.stepsWithin1()),
                "data", data == null ? null : data(data),
                "channels", layer.channels().stream().map(JsonReport::channel).toList());
    }

    private static Map<String, @Nullable Object> data(LayerData data) {
        return map(
                "batches", data.batches(),
                "first_batch_not_finite", data.notFinite() == 0 ? null : data.notFinite(),
                "values_per_channel", data.valuesPerChannel(),
                "fewest_per_channel", data.fewestPerChannel(),
                "noise", data.noise(),
                "shift", data.shift(),
                "output_gap", data.outputGap(),
                "call_gap", data.callGap(),
                "steps_still_needed_within_5_percent", steps(data.stepsWithin5()),
                "steps_still_needed_within_1_percent", steps(data.stepsWithin1()));
    }

    private static Map<String, @Nullable Object> channel(Channel channel) {
        Map<String, @Nullable Object> map = map(
                "index", channel.index(),
                "gamma", channel.gamma(),
                "beta", channel.beta(),
                "moving_mean", channel.movingMean(),
                "moving_variance", channel.movingVariance());
        Observed observed = channel.observed();
        if (observed != null) {
            map.put("data_mean", observed.mean());
            map.put("data_variance", observed.variance());
            map.put("mean_off", observed.distance());
            map.put("variance_ratio", observed.ratio());
            map.put("shift", observed.shift());
            map.put("before", histogram(observed.before()));
            map.put("after", histogram(observed.after()));
        }
        return map;
    }

    private static Map<String, @Nullable Object> histogram(Histogram histogram) {
        return map("from", histogram.from(), "to", histogram.to(), "counts", histogram.counts());
    }

    private static @Nullable Object known(double number) {
        return Double.isNaN(number) ? null : (Object) number;
    }

    private static Object steps(long steps) {
        return steps == MovingAverage.NEVER ? "never" : (Object) steps;
    }

    private static Map<String, @Nullable Object> map(@Nullable Object... entries) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put(String.valueOf(entries[i]), entries[i + 1]);
        }
        return map;
    }
}
