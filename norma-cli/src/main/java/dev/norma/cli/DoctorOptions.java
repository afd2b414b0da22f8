package dev.norma.cli;

import dev.norma.data.Dataset;
import dev.norma.doctor.Doctor;
import dev.norma.doctor.Report;
import dev.norma.models.Model;
import dev.norma.tensor.Complaint;
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

    /**
     * Refuses a report that could not be written at the end, or would be written over another.
     *
     * @param other where that goes, if there is one
     */
    void check(@Nullable Path other) {
        if (file == null) {
            return;
        }
        if (other != null && absolute(file).equals(absolute(other))) {
            throw new Complaint(
                            "--json and --doctor-report cannot write to one file",
                            "two files",
                            Shown.path(file) + " for both",
                            "give one of them another name")
                    .asArgument();
        }
        Report.check(file);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
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
