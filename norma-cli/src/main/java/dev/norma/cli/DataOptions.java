package dev.norma.cli;

import dev.norma.tensor.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to learn from. */
final class DataOptions {
    @Parameters(
            paramLabel = "DATA",
            converter = Converters.Text.class,
            description = "digits, iris, wine or breast_cancer; a CSV file; or an .npz with arrays x and y.")
    private String data = "";

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            converter = Converters.Text.class,
            description = "The column of a CSV file that is to be predicted.")
    private @Nullable String label;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            converter = Converters.TaskName.class,
            description = "auto, classes or number: what the label is (auto).")
    private Task task = Task.AUTO;

    @Option(
            names = "--text",
            paramLabel = "COLUMN",
            converter = Converters.Text.class,
            description = "A column of a CSV file to be taken as text; may be repeated.")
    private List<String> text = new ArrayList<>();

    /** The arguments that name the same data again. */
    String typed() {
        StringJoiner typed = new StringJoiner(" ").add(quoted(data));
        if (label != null) {
            typed.add("--label").add(quoted(label));
        }
        if (task != Task.AUTO) {
            typed.add("--task").add(task.toString());
        }
        text.forEach(column -> typed.add("--text").add(quoted(column)));
        return typed.toString();
    }

    /** As a shell takes it. */
    static String quoted(String text) {
        String shown = Shown.plain(text, 1000);
        if (shown.matches("[\\p{L}\\p{N}_./:=,@+-]+")) {
            return shown;
        }
        return shown.matches("[^\"$`\\\\!%]*") ? '"' + shown + '"' : "'" + shown.replace("'", "'\\''") + "'";
    }

    FitData find() {
        return new Sources(label, task, text).find(data);
    }

    /** For the report. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("data", data);
        if (label != null) {
            settings.put("label", label);
        }
        settings.put("task", task.toString());
        settings.put("text", text);
        return settings;
    }
}
