package dev.norma.cli;

import dev.norma.models.Sequential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What learns. */
final class NetworkOptions {
    /** One value for picocli, which would add up the lists of several. */
    record Widths(List<Integer> values) {}

    @Option(
            names = "--hidden",
            paramLabel = "WIDTHS",
            converter = Converters.WidthList.class,
            description = "Widths of the hidden dense layers, with commas (64).")
    private Widths hidden = new Widths(List.of(64));

    @Option(
            names = "--momentum",
            paramLabel = "SHARE",
            converter = Converters.Share.class,
            description = "Momentum of the batch normalizations (0.9; Keras' default is 0.99).")
    private double momentum = 0.9;

    Sequential network(FitData data) {
        return Networks.of(data, hidden.values(), momentum);
    }

    double momentum() {
        return momentum;
    }

    /** For the report. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("hidden", hidden.values());
        settings.put("momentum", momentum);
        return settings;
    }
}
