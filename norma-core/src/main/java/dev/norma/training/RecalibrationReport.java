package dev.norma.training;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a recalibration did.
 *
 * @param layers the layers that have other statistics now, in the order in which they were computed
 * @param readings how often the data were read
 * @param rows how many rows a reading has
 */
public record RecalibrationReport(List<Recalibrated> layers, int readings, long rows) {
    /** Keeps a copy. */
    public RecalibrationReport {
        layers = List.copyOf(layers);
    }

    /**
     * One layer.
     *
     * @param path its name, behind those of the layers around it
     * @param distance how far the old statistics were from those of the data
     * @param values the values of the channel that has fewest, or the sum of their weights
     * @param reading in which reading it was computed, from 1
     * @param approximation why the statistics are only nearly those of the data; empty where they are exact
     */
    public record Recalibrated(
            String path, StatisticsDistance distance, double values, int reading, Optional<String> approximation) {}

    /** Whether all layers have exactly the statistics of the data. */
    public boolean isExact() {
        return layers.stream().allMatch(layer -> layer.approximation().isEmpty());
    }

    /** A layer by its path; null if it was not recalibrated. */
    public @Nullable Recalibrated layer(String path) {
        return layers.stream()
                .filter(layer -> layer.path().equals(path))
                .findFirst()
                .orElse(null);
    }

    /** A line about the data, and one for each layer. */
    @Override
    public String toString() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(String.format(
                Locale.ROOT,
                "recalibrated %d batch normalization%s on %,d rows in %d reading%s",
                layers.size(),
                layers.size() == 1 ? "" : "s",
                rows,
                readings,
                readings == 1 ? "" : "s"));
        for (Recalibrated layer : layers) {
            lines.add("  %s: was %s%s"
                    .formatted(
                            layer.path(),
                            layer.distance(),
                            layer.approximation()
                                    .map(why -> " (now approximate: " + why + ")")
                                    .orElse("")));
        }
        return lines.toString();
    }
}
