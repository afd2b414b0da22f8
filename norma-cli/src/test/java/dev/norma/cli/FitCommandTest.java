package dev.norma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The fit command, from its arguments to its exit code. */
class FitCommandTest {
    @TempDir
    private Path folder;

    private record Ran(int code, String out, String err) {}

    private static Ran run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.command().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Ran(command.execute(args), out.toString(), err.toString());
    }

    @Test
    void a_table_is_learned_and_the_result_written() throws IOException {
        Path table = Files.writeString(
                folder.resolve("t.csv"),
                "size,colour,kind\n" + "1,red,a\n2,blue,b\n1.5,red,a\n2.5,blue,b\n1.2,red,a\n".repeat(8));
        Path json = folder.resolve("r.json");
        Ran ran = run("fit", table.toString(), "--label", "kind", "--epochs", "30", "--json", json.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("32 rows to train on, 8 to test on", "test accuracy: 1.0000", "Rows are the true classes");
        assertThat(Files.readString(json)).contains("\"test\"", "\"accuracy\" : 1.0", "\"val_accuracy\"");
    }

    @Test
    void a_number_is_predicted_in_its_own_unit() throws IOException {
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int i = 0; i < 100; i++) {
            rows.append(i / 10.0).append(',').append(1000 + 20 * i).append('\n');
        }
        Path table = Files.writeString(folder.resolve("n.csv"), rows);
        Ran ran = run(
                "fit",
                table.toString(),
                "--label",
                "y",
                "--task",
                "number",
                "--epochs",
                "60",
                "--learning-rate",
                "0.01");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("test error");
    }

    @Test
    void an_unknown_data_set_lists_the_known_ones() {
        Ran ran = run("fit", "digit");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("one of digits, iris, wine, breast_cancer", "did you mean \"digits\"?");
    }

    @Test
    void a_CSV_file_without_label_is_refused() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\n");
        Ran ran = run("fit", table.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("a CSV file needs --label");
    }

    @Test
    void text_in_a_numeric_column_names_line_and_column() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\n2,x\n3,4\n");
        Ran ran = run("fit", table.toString(), "--label", "a");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("line 3", "\"b\"");
    }

    @Test
    void options_out_of_range_are_refused_by_name_and_value() {
        for (String[] option : new String[][] {
            {"--epochs", "0"}, {"--epochs", "many"}, {"--batch-size", "-1"}, {"--learning-rate", "NaN"},
            {"--learning-rate", "0"}, {"--momentum", "1.5"}, {"--validation", "1"}, {"--hidden", "8,,8"},
            {"--seed", "99999999999"}
        }) {
            Ran ran = run("fit", "iris", option[0], option[1]);
            assertThat(ran.code()).as(option[0]).isEqualTo(2);
            assertThat(ran.err()).contains(option[0], option[1]).doesNotContain("Exception");
        }
    }

    @Test
    void a_folder_that_does_not_exist_is_refused_before_training() {
        Ran ran = run("fit", "iris", "--json", folder.resolve("no/r.json").toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--json cannot write");
        assertThat(ran.out()).isEmpty();
    }
}
