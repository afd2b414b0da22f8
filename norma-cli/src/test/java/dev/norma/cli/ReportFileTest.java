package dev.norma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The file that the command writes: whole or not at all. */
class ReportFileTest {
    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    @DisabledOnOs(OS.WINDOWS)
    void where_it_does_not_fit_the_old_one_stays() throws Exception {
        Path file = Files.writeString(folder.resolve("r.json"), "old");
        Shell.Result ran = new ForkedNorma(folder)
                .shell("ulimit -f 8 && exec \"$@\"") // in units of 512 bytes
                .option("-Dnorma.backend=reference")
                .run("fit", "iris", "--epochs", "100", "--json", file.toString());
        assertThat(ran.code()).as(ran.errors()).isEqualTo(1);
        assertThat(ran.errors()).isEqualTo("norma: file \"%s\" cannot be written: File too large\n".formatted(file));
        assertThat(ran.output()).contains("test accuracy: ");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("r.json");
    }

    @Test
    void what_a_killed_run_left_goes_at_the_next_start() throws Exception {
        Path left = Files.createFile(folder.resolve(".r.json.norma-999999999-1"));
        assertThat(Ran.norma(
                                "fit",
                                "nothing",
                                "--json",
                                folder.resolve("r.json").toString())
                        .code())
                .isEqualTo(2);
        assertThat(left).doesNotExist();
    }

    @Test
    void the_file_that_is_read_may_be_replaced() throws Exception {
        Path file = Files.writeString(folder.resolve("t.csv"), "x,y\n" + "1,a\n2,b\n".repeat(10));
        Ran ran = Ran.norma("fit", file.toString(), "--label", "y", "--epochs", "1", "--json", file.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(Files.readString(file)).startsWith("{").contains("\"test\"");
    }
}
