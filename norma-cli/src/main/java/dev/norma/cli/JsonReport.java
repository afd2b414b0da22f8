package dev.norma.cli;

import dev.norma.diagnosis.Hint;
import dev.norma.runtime.Backends;
import dev.norma.runtime.EngineThreads;
import dev.norma.tensor.file.AtomicFile;
import dev.norma.training.History;
import dev.norma.training.Logs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes what training told into a file, whole or not at all. */
final class JsonReport {
    private final Path file;

    /** A report; refused at once where it could not be written at the end. */
    JsonReport(Path file) {
        this.file = file;
        AtomicFile.check(file);
    }

    /**
     * Writes it.
     *
     * <pre>
     *   {"settings": {"epochs": 20, ...},
     *    "environment": {"norma": version, "java": version, "back_end": ..., "threads": ...},
     *    "history": {"loss": [one for each epoch], "accuracy": [...], "val_loss": [...], "val_accuracy": [...]},
     *    "hints": [{"kind": "FEW_STEPS", "layer": ..., "cause": ..., "remedy": ...}],
     *    "recalibration": {"readings": 2, "rows": ..., "layers": [...], "test_before": {...}},     with --recalibrate
     *    "test": {"loss": ..., "accuracy": ...}}
     * </pre>
     */
    void write(
            Map<String, Object> settings,
            History history,
            List<Hint> hints,
            @Nullable Recalibrated recalibrated,
            Map<String, Double> test) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("settings", settings);
        report.put("environment", environment());
        report.put("history", byName(history));
        report.put("hints", hints.stream().map(JsonReport::map).toList());
        if (recalibrated != null) {
            report.put("recalibration", recalibrated.toMap());
        }
        report.put("test", test);
        byte[] json =
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsBytes(report);
        AtomicFile.write(file, out -> out.write(json));
    }

    /** What the numbers depend on besides the settings. */
    private static Map<String, Object> environment() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("norma", Version.norma());
        map.put("java", Runtime.version().toString());
        map.put("back_end", Backends.current().name());
        map.put("threads", EngineThreads.count());
        return map;
    }

    private static Map<String, Object> map(Hint hint) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", hint.kind());
        map.put("layer", hint.layer());
        map.put("cause", hint.cause());
        map.put("remedy", hint.remedy());
        return map;
    }

    private static Map<String, List<Double>> byName(History history) {
        Map<String, List<Double>> byName = new LinkedHashMap<>();
        for (Logs epoch : history.logs()) {
            epoch.toMap()
                    .forEach((name, value) ->
                            byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
        }
        return byName;
    }
}
