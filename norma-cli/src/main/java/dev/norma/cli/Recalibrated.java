package dev.norma.cli;

import dev.norma.training.RecalibrationReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A recalibration after training.
 *
 * @param report what it did
 * @param before the numbers on the test rows before it
 */
record Recalibrated(RecalibrationReport report, Map<String, Double> before) {
    /** For the report. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("readings", report.readings());
        map.put("rows", report.rows());
        map.put("layers", report.layers().stream().map(Recalibrated::toMap).toList());
        map.put("test_before", before);
        return map;
    }

    private static Map<String, Object> toMap(RecalibrationReport.Recalibrated layer) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("layer", layer.path());
        map.put("mean_off_in_standard_deviations", layer.distance().mean());
        map.put("variance_ratio", layer.distance().variance());
        layer.approximation().ifPresent(why -> map.put("approximate", why));
        return map;
    }

    /** For the user. */
    @Override
    public String toString() {
        String numbers = before.entrySet().stream()
                .map(number -> String.format(Locale.ROOT, "%s %.4g", number.getKey(), number.getValue()))
                .collect(Collectors.joining(", "));
        return report + "\n  test before: " + numbers;
    }
}
