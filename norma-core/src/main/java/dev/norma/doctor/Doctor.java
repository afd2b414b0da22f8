package dev.norma.doctor;

import dev.norma.data.Dataset;
import dev.norma.diagnosis.Examination;
import dev.norma.diagnosis.Subject;
import dev.norma.layers.Freezing;
import dev.norma.models.Model;
import dev.norma.training.Compilation;

/**
 * Says what is wrong with the batch normalizations of a model, in words and numbers, and how to put it right.
 *
 * <pre>{@code
 * System.out.println(Doctor.examine(model));
 * Doctor.examine(model, data.batch(64)).write(Path.of("report.html"));
 * }</pre>
 *
 * <p>An examination changes nothing in the model. Findings, in the order of their severity, and the thresholds from which on
 * something is one, are those of {@link dev.norma.diagnosis.Fault} and {@link dev.norma.diagnosis.Thresholds}.
 */
public final class Doctor {
    private Doctor() {}

    /**
     * What can be told without data: axes, settings, freezing, weights, whether the statistics were ever trained.
     *
     * @throws IllegalStateException if the model is not built
     */
    public static Report examine(Model model) {
        return new Report(Examination.of(subject(model)));
    }

    /**
     * What can be told with data: the same, and how far the stored statistics are from those of the data, what that does to
     * the output, and whether batches are large enough. The data are read once.
     *
     * @param data batches of features, as training is given them; with labels that are classes, accuracies are told too
     * @throws IllegalArgumentException if the data are empty, endless, or rows that are not batched
     */
    public static Report examine(Model model, Dataset data) {
        return new Report(Examination.of(subject(model), data));
    }

    private static Subject subject(Model model) {
        return new Subject(
                model.network(),
                model.compiled().map(Compilation::freezing).orElse(Freezing.CURRENT),
                model.compiled()
                        .map(compiled ->
                                (long) compiled.optimizer().iterations().value().item())
                        .orElse(0L));
    }
}
