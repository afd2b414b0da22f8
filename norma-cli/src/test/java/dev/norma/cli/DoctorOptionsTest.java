package dev.norma.cli;

import static dev.norma.cli.Ran.norma;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What {@code fit} does with the doctor. */
class DoctorOptionsTest {
    @TempDir
    private Path folder;

    @Test
    void the_doctor_prints_what_it_finds_after_training() {
        Ran ran = norma("fit", "digits", "--momentum", "0.99", "--epochs", "2", "--doctor");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("Doctor's report", "error    statistics lag", "after 46 updates at momentum 0.99")
                .contains("1,438 examples in 23 batches");
    }

    @Test
    void the_report_is_written_and_nothing_of_it_printed() throws IOException {
        Path page = folder.resolve("r.html");
        Ran ran = norma("fit", "iris", "--epochs", "2", "--doctor-report", page.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("doctor's report: ").doesNotContain("Doctor's report on");
        assertThat(Files.readString(page)).startsWith("<!doctype html>").endsWith("</html>\n");
    }

    @Test
    void recalibration_comes_before_the_doctor() throws IOException {
        Path json = folder.resolve("r.json");
        Ran ran = norma(
                "fit",
                "digits",
                "--momentum",
                "0.99",
                "--epochs",
                "2",
                "--recalibrate",
                "--doctor-report",
                json.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(JsonMapper.builder().build().readTree(json.toFile()).at("/findings"))
                .isEmpty();
    }

    @Test
    void a_report_that_cannot_be_written_is_refused_before_training() {
        for (String[] wrong : new String[][] {
            {"r.pdf", "a file that ends in .html, .json or .txt"}, {"no/r.html", "a folder that exists"}
        }) {
            Ran ran = norma(
                    "fit", "iris", "--doctor-report", folder.resolve(wrong[0]).toString());
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.err()).contains(wrong[1]);
            assertThat(ran.out()).isEmpty();
        }
    }
}
