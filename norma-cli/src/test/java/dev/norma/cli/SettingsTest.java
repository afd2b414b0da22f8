package dev.norma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the command makes of the JVM's properties, which a user sets through {@code NORMA_JAVA_OPTIONS}, and of the environment. */
@DisabledOnOs(OS.WINDOWS)
class SettingsTest {
    @TempDir
    private Path folder;

    private void refuses(String property, String message, String... arguments) throws Exception {
        Shell.Result ran = new ForkedNorma(folder).option(property).run(arguments);
        assertThat(ran.errors()).startsWith("norma: " + message + "\n  expected: ");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void a_back_end_that_does_not_exist_is_refused() throws Exception {
        refuses("-Dnorma.backend=gpu", "there is no back end of this name", "version");
    }

    @Test
    void a_number_of_threads_that_cannot_be_is_refused() throws Exception {
        refuses("-Dnorma.threads=0", "the property norma.threads cannot be this", "fit", "iris", "--epochs", "1");
    }

    @Test
    void words_are_in_the_encoding_of_the_terminal() throws Exception {
        Shell.Result ran = new ForkedNorma(folder)
                .with("LC_ALL", "C.UTF-8")
                .option("-Dstderr.encoding=US-ASCII")
                .run("fit", "gr\u00f6\u00dfe");
        assertThat(ran.errors()).startsWith("norma: there is no data set and no file \"gr??e\"");
    }

    @Test
    void help_has_no_colours_where_the_terminal_has_none() throws Exception {
        assertThat(help().with("TERM", "xterm").run("--help").output()).contains("\u001b[");
        assertThat(help().with("TERM", "dumb").run("--help").output()).startsWith("Usage: norma [-hV] [COMMAND]");
        assertThat(help().with("NO_COLOR", "1").run("--help").output()).startsWith("Usage: norma [-hV] [COMMAND]");
    }

    /** As on a terminal, which tests do not have. */
    private ForkedNorma help() {
        return new ForkedNorma(folder).with("CLICOLOR_FORCE", "1");
    }
}
