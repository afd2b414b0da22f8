package dev.norma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a command whose words nobody gets. */
class StandardOutputTest {
    @TempDir
    private Path folder;

    @Test
    void what_is_printed_is_there_at_once() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(new StandardOutput(written));
        out.print("\r1/23");
        assertThat(written).hasToString("\r1/23");
        out.write('!');
        assertThat(written).hasToString("\r1/23!");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_full_disk_ends_the_command_before_it_trains() throws Exception {
        assertThat(new ForkedNorma(folder)
                        .shell("exec \"$@\" >/dev/full")
                        .run("fit", "iris", "--json", folder.resolve("r.json").toString()))
                .isEqualTo(
                        new Shell.Result(1, "", "norma: standard output cannot be written: No space left on device\n"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void help_that_nobody_gets_is_no_success() {
        OutputStream lost = new OutputStream() {
            @Override
            public void write(int letter) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThat(Ran.norma(lost, "fit", "--help"))
                .isEqualTo(new Ran(1, "", "norma: standard output cannot be written: Broken pipe\n"));
        assertThat(Ran.norma(lost, "version").code()).isEqualTo(1);
    }
}
