package dev.norma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The version command says what runs and why. */
class VersionTest {
    @Test
    void it_names_the_back_end_the_processor_and_the_threads() {
        StringWriter out = new StringWriter();
        int code = Main.command().setOut(new PrintWriter(out)).execute("version");
        assertThat(code).isZero();
        assertThat(out.toString()).contains("norma", "java", "back end", "processor", "threads");
    }
}
