package dev.norma.doctor;

import static dev.norma.diagnosis.Figures.count;

import dev.norma.diagnosis.DataSummary;
import dev.norma.diagnosis.Diagnosis;
import dev.norma.diagnosis.Severity;
import java.util.ArrayList;
import java.util.List;

/** A diagnosis in a line. */
final class Verdict {
    private Verdict() {}

    /** How many findings of each kind there are, for example {@code 1 error, 2 warnings}. */
    static String of(Diagnosis diagnosis) {
        List<String> parts = new ArrayList<>();
        add(parts, diagnosis, Severity.ERROR, "error", "errors");
        add(parts, diagnosis, Severity.WARNING, "warning", "warnings");
        add(parts, diagnosis, Severity.INFO, "note", "notes");
        return parts.isEmpty() ? "nothing found" : String.join(", ", parts);
    }

    private static void add(List<String> parts, Diagnosis diagnosis, Severity severity, String one, String many) {
        long found = diagnosis.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
        if (found > 0) {
            parts.add(count(found, one, many));
        }
    }

    /** What was looked at, for example {@code 2 batch normalizations, 1,438 examples in 23 batches}. */
    static String scope(Diagnosis diagnosis) {
        DataSummary data = diagnosis.data();
        return count(diagnosis.layers().size(), "batch normalization", "batch normalizations")
                + (data == null
                        ? ", without data"
                        : ", %s in %s"
                                .formatted(
                                        count(data.rows(), "example", "examples"),
                                        count(data.batches(), "batch", "batches")));
    }
}
