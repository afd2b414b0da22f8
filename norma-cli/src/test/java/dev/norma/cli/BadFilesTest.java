package dev.norma.cli;

import static dev.norma.cli.Ran.norma;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.norma.tensor.Tensor;
import dev.norma.tensor.npy.Npz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused of files: one message that names the file and the place, and exit code 2. */
class BadFilesTest {
    @TempDir
    private Path folder;

    private static void refuses(Ran ran, Object file, String... parts) {
        assertThat(ran.code()).as(ran.err()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("norma: ").contains(file.toString()).doesNotContain("Exception", "\tat ");
        for (String part : parts) {
            assertThat(ran.err()).contains(part);
        }
    }

    private Ran fit(Path file) {
        return norma("fit", file.toString(), "--label", "y", "--epochs", "1");
    }

    private Path csv(String content) throws IOException {
        return Files.write(folder.resolve("t.csv"), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({
        "'a,y\\n1,2\\nx,2\\n3,4\\n5,6\\n7,8\\n', 'line 3, column \"a\": this cell is not a number'",
        "'a,y\\n1,2\\n1e99,2\\n', 'line 3, column \"a\": this number is infinite'",
        "'a,y\\n1,2\\n1\\n', 'line 3: this row is too short'",
        "'a,y\\n1,\"2\\n3,4\\n', 'line 2, column \"2\": the quote'",
        "'a,y\\n1,\\u0000\\n', 'line 2: this line has a NUL byte'",
        "'', 'this file is empty'",
        "'a,y\\n', 'this table has no rows'",
        "'y,y\\n1,2\\n', 'line 1, column \"y\": two columns have this name'",
        "'a,y\\n\\u00ff,2\\n', 'line 2: this line is not in UTF-8'",
        "'a,y\\n1,2\\n2,3\\n3,NA\\n4,5\\n5,6\\n', 'line 4, column \"y\": the label of this row is missing'",
        "'a,y\\n1,2\\n2,3\\n3,4\\n', 'there are too few rows to train and to test on'",
        "'a,z\\n1,2\\n', 'there is no column \"y\"'",
        "'y\\n1\\n2\\n3\\n4\\n5\\n', 'there is nothing to predict the label from'",
        "'a,y\\n1,2.5\\n2,3.5\\n3,1.5\\n4,2.5\\n5,p\\n', 'line 6, column \"y\": this cell is not a number'"
    })
    void a_bad_table_is_refused_by_line_and_column(String content, String message) throws IOException {
        Path file = csv(content.replace("\\n", "\n").replace("\\u0000", "\0").replace("\\u00ff", "\u00ff"));
        refuses(fit(file), file, message);
    }

    @Test
    void a_table_needs_to_be_told_its_label() throws IOException {
        refuses(
                norma("fit", csv("a,y\n1,2\n").toString()),
                "t.csv: a CSV file needs --label\n  expected: the column to predict, one of \"a\", \"y\"");
        refuses(norma("fit", csv("a,a\n1,2\n").toString()), "two columns have this name");
    }

    @Test
    void a_bad_archive_is_refused_by_its_array() {
        Path file = folder.resolve("t.npz");
        Tensor x = Tensor.normal(1, 10, 2);
        Tensor y = Tensor.range(10);
        Npz.write(file, Map.of("x", x, "z", y));
        refuses(norma("fit", file.toString()), file, "unknown name");
        Npz.write(file, Map.of("x", x, "y", y.rows(0, 9)));
        refuses(norma("fit", file.toString()), file, "the arrays do not have the same rows");
        Npz.write(file, Map.of("x", x, "y", Tensor.of(0, 1, 2, 3, -4, 5, 6, 7, 8, 9)));
        refuses(norma("fit", file.toString()), file, "a label is out of range", "-4 in row 4");
        Npz.write(file, Map.of("x", Tensor.fill(x.type(), Double.NaN), "y", y));
        refuses(norma("fit", file.toString()), file, "array \"x\" has a number that cannot be used");
        Npz.write(file, Map.of("x", x.rows(0, 4), "y", y.rows(0, 4)));
        refuses(norma("fit", file.toString()), file, "too few rows to train and to test on");
        Npz.write(file, Map.of("x", x.reshape(20).rows(0, 10), "y", y));
        refuses(norma("fit", file.toString()), file, "a network cannot learn from these arrays");
        Npz.write(file, Map.of("x", Tensor.zeros(10, 0), "y", y));
        refuses(norma("fit", file.toString()), file, "a network cannot learn from these arrays");
        Npz.write(file, Map.of("x", x, "y", y, "sample_weight", Tensor.ones(10, 2)));
        refuses(norma("fit", file.toString()), file, "array \"sample_weight\" does not fit the labels");
        Npz.write(file, Map.of("x", x, "y", Tensor.normal(2, 10, 3)));
        refuses(norma("fit", file.toString()), file, "y one number for each row");
    }

    @Test
    void a_table_may_begin_as_archives_do() throws IOException {
        Path file = csv("PK,y\n1,a\n2,b\n3,a\n4,b\n5,a\n");
        assertThat(fit(file).code()).isZero();
    }

    @Test
    void a_file_of_another_kind_is_refused_by_what_it_is() throws IOException {
        Path file = Files.write(folder.resolve("t.csv"), new byte[] {(byte) 0x1f, (byte) 0x8b, 8, 0, 0, 0});
        refuses(fit(file), file, "data packed by gzip");
        Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0});
        refuses(norma("fit", file.toString()), file, "no zip archive, or only the beginning of one");
    }

    @Test
    void a_folder_is_refused() {
        refuses(fit(folder), folder, "given:    a folder");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(20)
    void pipes_devices_and_loops_are_refused_and_not_waited_for() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new Shell(folder).run("mkfifo", pipe.toString()).code() == 0, "no mkfifo here");
        refuses(fit(pipe), pipe, "given:    a pipe or a device");
        refuses(fit(Path.of("/dev/zero")), "/dev/zero", "given:    a pipe or a device");
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        refuses(fit(loop), loop, "there is no data set and no file");
    }

    @Test
    void a_report_that_cannot_be_written_is_refused_before_the_data_is_read() {
        Path missing = folder.resolve("no/r.json");
        refuses(norma("fit", "nothing", "--json", missing.toString()), missing, "there is no folder to write to");
        refuses(norma("fit", "nothing", "--json", folder.toString()), folder, "this cannot be written to");
        assumeTrue(Files.exists(Path.of("/dev/null")), "no devices here");
        refuses(norma("fit", "nothing", "--json", "/dev/null"), "/dev/null", "a pipe or a device");
    }
}
