package dev.norma.cli;

import dev.norma.data.Dataset;
import dev.norma.doctor.Doctor;
import dev.norma.doctor.Report;
import dev.norma.models.Model;
import dev.norma.tensor.Shown;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether the doctor looks at what was trained, and where the report goes. */
final class DoctorOptions {
    @Option(
            names = "--doctor",
            description =
                    "At the end, examines the batch normalizations on the training rows, and prints what it finds.")
    private boolean print;

    @Option(
            names = "--doctor-report",
            paramLabel = "FILE",
            converter = Converters.ReportFile.class,
            description =
                    "Writes what the doctor finds there: a page with histograms (.html), JSON (.json) or text (.txt).")
    private @Nullable Path file;

    /** Refuses a report that could not be written at the end. */
    void check() {
        if (file != null) {
            Report.check(file);
        }
    }

    /** What is to be printed about a model; empty where nothing was asked for. */
    String examine(Model model, Dataset steps) {
        if (!print && file == null) {
            return "";
        }
        Report report = Doctor.examine(model, steps);
        StringBuilder said = new StringBuilder(print ? report.text() : "");
        if (file != null) {
            report.write(file);
            said.append("doctor's report: ").append(Shown.path(file)).append('\n');
        }
        return said.toString();
    }
}
