package dev.norma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the command makes of the properties that a user sets, as through {@code NORMA_JAVA_OPTIONS}. */
@DisabledOnOs(OS.WINDOWS)
class SettingsTest {
    @TempDir
    private Path folder;

    private void refuses(String property, String message, String... arguments) throws Exception {
        Shell.Result ran = new ForkedNorma(folder)
                .option("--enable-native-access=ALL-UNNAMED")
                .option(property)
                .run(arguments);
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
}
