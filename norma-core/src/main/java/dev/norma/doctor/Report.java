package dev.norma.doctor;

import dev.norma.diagnosis.Diagnosis;
import dev.norma.diagnosis.Finding;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shown;
import dev.norma.tensor.file.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the doctor has to say, in three forms: text, JSON, and a page that opens without a network. */
public final class Report {
    private final Diagnosis diagnosis;

    Report(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    /** Everything that is known, to be asked by programs. */
    public Diagnosis diagnosis() {
        return diagnosis;
    }

    /** What was found, the worst first. */
    public List<Finding> findings() {
        return diagnosis.findings();
    }

    /** The report in lines of text; names are shown without control characters. */
    public String text() {
        return new TextReport(diagnosis).text();
    }

    /** The report as JSON, with every channel; numbers that JSON does not have are strings: "NaN", "Infinity". */
    public String json() {
        return Json.text(JsonReport.of(diagnosis));
    }

    /** The report as one HTML page that needs nothing else, with histograms of the channels that are furthest off. */
    public String html() {
        return new Page(diagnosis).html();
    }

    /**
     * Writes the report: JSON for names that end in {@code .json}, a page for {@code .html}, text for {@code .txt}.
     *
     * @throws IllegalArgumentException if the name has another ending
     */
    public void write(Path file) {
        String form = switch (Form.of(file)) {
            case JSON -> json();
            case HTML -> html();
            case TXT -> text();
        };
        byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /** Whether the ending of its name is one that {@link #write} knows. */
    public static boolean writes(Path file) {
        return Form.named(file).isPresent();
    }

    /**
     * Refuses a file that a report could not be written to, before work starts.
     *
     * @throws IllegalArgumentException if its name has another ending than {@link #write} knows
     * @throws dev.norma.tensor.file.FileException if it is no file, or its folder does not exist
     */
    public static void check(Path file) {
        Form.of(file);
        AtomicFile.check(file);
    }

    /** What the ending of a file's name says. */
    private enum Form {
        JSON,
        HTML,
        TXT;

        static Optional<Form> named(Path file) {
            String name = file.toString().toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(form -> name.endsWith("." + form.name().toLowerCase(Locale.ROOT)))
                    .findFirst();
        }

        static Form of(Path file) {
            return named(file)
                    .orElseThrow(() -> new Complaint(
                                    "a report is not written in this form",
                                    "a file that ends in .html, .json or .txt",
                                    Shown.path(file),
                                    "choose one of these endings")
                            .asArgument());
        }
    }

    @Override
    public String toString() {
        return text();
    }
}
