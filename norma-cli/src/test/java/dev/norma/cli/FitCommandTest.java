package dev.norma.cli;

import static dev.norma.cli.Ran.norma;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.npy.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fit command on data that can be learned, from its arguments to its report. */
class FitCommandTest {
    @TempDir
    private Path folder;

    private Path table(String header, String row, int rows) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < rows; i++) {
            text.append(row.formatted(i / 10.0, 1000 + 20 * i)).append('\n');
        }
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    private Path coloured() throws IOException {
        return Files.writeString(
                folder.resolve("t.csv"),
                "size,colour,kind of thing\n" + "1,red,a\n2,blue,b\n1.5,red,a\n2.5,blue,b\n1.2,red,a\n".repeat(8));
    }

    @Test
    void a_table_is_learned_and_the_result_written() throws IOException {
        Path json = folder.resolve("r.json");
        Ran ran = norma(
                "fit", coloured().toString(), "--label", "kind of thing", "--epochs", "30", "--json", json.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains("32 rows to train on, 8 to test on", "test accuracy: 1.0000", "Rows are the true classes");
        JsonNode report = JsonMapper.builder().build().readTree(json.toFile());
        assertThat(report.propertyNames()).containsExactly("settings", "environment", "history", "hints", "test");
        assertThat(report.at("/history").propertyNames())
                .containsExactly("loss", "accuracy", "val_loss", "val_accuracy");
        assertThat(report.at("/history/val_accuracy").size()).isEqualTo(30);
        assertThat(report.at("/test").propertyNames()).containsExactly("loss", "accuracy");
        assertThat(report.at("/test/accuracy").asDouble()).isEqualTo(1);
        assertThat(report.at("/settings/label").asString()).isEqualTo("kind of thing");
    }

    @Test
    void what_to_type_next_names_the_same_data() throws IOException {
        Ran ran = norma("fit", coloured().toString(), "--label", "kind of thing", "--text", "size", "--epochs", "44");
        assertThat(ran.out())
                .contains("next: norma fit %s --label \"kind of thing\" --text size --momentum 0.99"
                        .formatted(folder.resolve("t.csv")));
    }

    @Test
    void where_the_moving_statistics_are_behind_the_same_with_exact_ones_comes_next() throws IOException {
        Ran ran = norma("fit", coloured().toString(), "--label", "kind of thing", "--epochs", "43", "--hidden", "8,8");
        assertThat(ran.out())
                .endsWith("next: norma fit %s --label \"kind of thing\" --epochs 43 --hidden 8,8 --recalibrate\n"
                        .formatted(folder.resolve("t.csv")));
    }

    @Test
    void what_is_done_to_a_table_is_said() throws IOException {
        Path table = Files.writeString(
                folder.resolve("t.csv"),
                "size,colour,same,kind\n" + "1,red,7,a\n,blue,7,b\n1.5,NA,7,a\n2.5,blue,7,b\n?,green,7,a\n".repeat(2));
        Ran ran = norma("fit", table.toString(), "--label", "kind", "--epochs", "1");
        assertThat(ran.out().lines().skip(1).limit(8))
                .containsExactly(
                        "  1 column of numbers is brought to mean 0 and standard deviation 1: \"size\".",
                        "  1 column has the same number in each training row and gives zeros: \"same\".",
                        "  Column \"colour\" becomes 3 columns, one for each text: \"blue\", \"missing\", \"red\".",
                        "  The label \"kind\" has 2 classes: \"a\", \"b\".",
                        "  To train on: 2 missing cells of column \"size\" were filled with its mean, 1.6666666.",
                        "  To train on: 2 missing cells of column \"colour\" count as the text \"missing\".",
                        "  To test on: 2 missing cells of column \"size\" were filled with its mean, 1.6666666.",
                        "  To test on: 2 cells of column \"colour\" have a text that the training rows do not have (\"green\"):"
                                + " zeros in all its columns.");
        assertThat(ran.out()).contains("  Every fifth row is kept for the test.\n");
    }

    @Test
    void a_number_is_predicted_in_its_own_unit() throws IOException {
        Path json = folder.resolve("r.json");
        Ran ran = norma(
                "fit",
                table("x,y", "%s,%s", 100).toString(),
                "--label",
                "y",
                "--task",
                "number",
                "--epochs",
                "60",
                "--learning-rate",
                "0.01",
                "--json",
                json.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("test error", "in the label's own unit");
        JsonNode test = JsonMapper.builder().build().readTree(json.toFile()).get("test");
        assertThat(test.propertyNames()).containsExactly("loss", "mean_absolute_error");
        assertThat(test.get("mean_absolute_error").asDouble()).isBetween(0.0, 400.0); // of a range of 2000
    }

    @Test
    void an_archive_is_learned_whatever_its_name() {
        Tensor x = Tensor.normal(1, 50, 3);
        Tensor y = Tensor.of(new int[50]);
        Path file = folder.resolve("data.csv");
        Npz.write(file, Map.of("x", x, "y", y, "sample_weight", Tensor.ones(50)));
        Ran ran = norma("fit", file.toString(), "--epochs", "2");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("40 rows to train on, 10 to test on", "test accuracy: 1.0000");
    }

    @Test
    void small_and_large_pictures_are_learned() {
        for (Shape example : new Shape[] {Shape.of(2, 2), Shape.of(3, 9, 1), Shape.of(4, 5), Shape.of(4, 4, 2, 2)}) {
            Path file = folder.resolve("data.npz");
            Tensor x = Tensor.normal(1, Shape.of(10).concat(example).toArray());
            Npz.write(file, Map.of("x", x, "y", Tensor.of(new int[10])));
            assertThat(norma("fit", file.toString(), "--epochs", "1").err())
                    .as(example.toString())
                    .isEmpty();
        }
    }

    @Test
    void a_part_for_validation_is_never_empty() throws IOException {
        Path json = folder.resolve("r.json");
        Ran ran = norma(
                "fit",
                coloured().toString(),
                "--label",
                "kind of thing",
                "--epochs",
                "1",
                "--validation",
                "0.0001",
                "--json",
                json.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(Files.readString(json)).contains("val_accuracy");
    }

    @Test
    void many_classes_are_told_by_what_was_mistaken() throws IOException {
        StringBuilder rows = new StringBuilder("x,y\n"); // a class may stand in test rows only
        for (int i = 0; i < 300; i++) {
            rows.append(i % 7).append(",class ").append(i % 25).append('\n');
        }
        Path table = Files.writeString(folder.resolve("many.csv"), rows);
        Ran ran = norma("fit", table.toString(), "--label", "y", "--epochs", "1");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("Most often mistaken, of 25 classes:\n")
                .containsPattern("class \\d+ was taken for class \\d+: \\d+");
    }

    /** The story of the README, as its two commands tell it. */
    @Test
    @Tag("slow")
    void recalibration_brings_the_test_accuracy_that_the_moving_statistics_hide() throws IOException {
        Path json = folder.resolve("r.json");
        String[] story = {"fit", "digits", "--momentum", "0.99", "--epochs", "10", "--json", json.toString()};
        Ran without = norma(story);
        JsonNode stale = JsonMapper.builder().build().readTree(json.toFile());
        assertThat(without.code()).as(without.err()).isZero();
        assertThat(without.out())
                .endsWith(
                        "next: norma fit digits --momentum 0.99 --epochs 10 --json %s --recalibrate\n".formatted(json));
        assertThat(stale.at("/history/val_accuracy/9").asDouble()).isLessThan(0.3);
        assertThat(stale.at("/test/accuracy").asDouble()).isLessThan(0.3);
        assertThat(stale.at("/hints/0/cause").asString())
                .contains("after 23 of the 459 steps that momentum 0.99 needs (436 to go)");
        assertThat(stale.at("/hints/0/remedy").asString()).contains("model.recalibrate(train)");
        assertThat(stale.has("recalibration")).isFalse();

        Ran with = norma(
                Stream.concat(Arrays.stream(story), Stream.of("--recalibrate")).toArray(String[]::new));
        JsonNode exact = JsonMapper.builder().build().readTree(json.toFile());
        assertThat(with.out())
                .contains("recalibrated 2 batch normalizations on 1,438 rows in 2 readings")
                .contains("test before: loss ");
        assertThat(exact.at("/test/accuracy").asDouble()).isGreaterThanOrEqualTo(0.98);
        assertThat(exact.at("/hints")).isEqualTo(stale.at("/hints"));
        assertThat(exact.at("/recalibration/test_before")).isEqualTo(stale.at("/test"));
        assertThat(exact.at("/recalibration/layers").size()).isEqualTo(2);
        assertThat(exact.at("/recalibration/layers/0/layer").asString()).isEqualTo("sequential/batch_normalization");
    }

    @Test
    void recalibration_reads_the_rows_that_were_trained_on() throws IOException {
        Path table = table("x,y", "%s,%s", 60);
        Ran ran = norma(
                "fit",
                table.toString(),
                "--label",
                "y",
                "--task",
                "number",
                "--epochs",
                "2",
                "--validation",
                "0.25",
                "--recalibrate");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("on 36 rows in 1 reading", "test before: loss ");
    }
}
