package dev.norma.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.file.FileException;
import dev.norma.tensor.npy.Npz;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpzTest {
    @TempDir
    private Path folder;

    private Path file(Object... namesAndTensors) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTensors.length; i += 2) {
            tensors.put((String) namesAndTensors[i], (Tensor) namesAndTensors[i + 1]);
        }
        Path file = folder.resolve("data.npz");
        Npz.write(file, tensors);
        return file;
    }

    private final Tensor x = Tensor.range(20).reshape(10, 2).cast(DType.FLOAT64);
    private final Tensor y = Tensor.of(0, 1, 2, 0, 1, 2, 0, 1, 2, 3).cast(DType.INT64);

    @Test
    void reads_x_and_y_and_splits_them() {
        Split split = Datasets.npz(file("x", x, "y", y));
        assertThat(split.name()).isEqualTo("data.npz");
        assertThat(split.training()).hasToString("x float32[8, 2], y int32[8]");
        assertThat(split.testing()).hasToString("x float32[2, 2], y int32[2]");
        assertThat(split.testing().x().toFloats()).containsExactly(8, 9, 18, 19);
        assertThat(split.testing().y().toInts()).containsExactly(1, 3);
        assertThat(split.classNames()).containsExactly("0", "1", "2", "3");
    }

    @Test
    void takes_floats_for_numbers_to_predict_unless_told() {
        Path file = file("x", x, "y", y.cast(DType.FLOAT32));
        assertThat(Datasets.npz(file).training()).hasToString("x float32[8, 2], y float32[8]");
        assertThat(Datasets.npz(file).classNames()).isEmpty();
        assertThat(Datasets.npz(file, Target.CLASSES).classNames()).hasSize(4);
        assertThat(Datasets.npz(file("x", x, "y", y), Target.NUMBERS)
                        .training()
                        .y()
                        .dtype())
                .isEqualTo(DType.FLOAT32);
    }

    @Test
    void takes_class_numbers_in_a_column() {
        assertThat(Datasets.npz(file("x", x, "y", y.reshape(10, 1))).training())
                .hasToString("x float32[8, 2], y int32[8]");
    }

    @Test
    void reads_sample_weights() {
        assertThat(Datasets.npz(file("x", x, "y", y, "sample_weight", Tensor.ones(10)))
                        .training())
                .hasToString("x float32[8, 2], y int32[8], sample weight float32[8]");
    }

    @Test
    void refuses_missing_and_unknown_arrays() {
        Path missing = file("x", x, "sample_weight", Tensor.ones(10));
        assertThatThrownBy(() -> Datasets.npz(missing))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                %s: there is no array "y"
                  expected: the arrays x and y
                  given:    "x", "sample_weight"
                  fix:      save the file with numpy.savez(file, x=..., y=...)""".formatted(missing));
        assertThatThrownBy(() -> Datasets.npz(file("x", x, "y", y, "sample_weights", y)))
                .hasMessage("""
                %s: there is an array of an unknown name
                  expected: x and y, and sample_weight if wanted
                  given:    "sample_weights"
                  fix:      did you mean "sample_weight"?""".formatted(missing));
    }

    @Test
    void refuses_arrays_of_different_rows() {
        Path file = file("x", x, "y", y.rows(0, 9));
        assertThatThrownBy(() -> Datasets.npz(file)).hasMessage("""
                %s: the arrays do not have the same rows
                  expected: the rows of the table on the first axis of each array
                  given:    x float64[10, 2], y int64[9]
                  fix:      give each array one row per sample""".formatted(file));
        assertThatThrownBy(() -> Datasets.npz(file("x", Tensor.scalar(1), "y", y)))
                .hasMessageContaining("the same rows");
        assertThatThrownBy(() -> Datasets.npz(file("x", x.rows(0, 0), "y", y.rows(0, 0))))
                .hasMessageContaining("there are no rows");
    }

    @Test
    void refuses_texts() {
        Path file = file("x", x, "y", Tensor.of("a", "b"));
        assertThatThrownBy(() -> Datasets.npz(file)).hasMessage("""
                %s: array "y" holds text
                  expected: numbers
                  given:    x float64[10, 2], y string[2]
                  fix:      number the texts: numpy.unique(y, return_inverse=True)[1]""".formatted(file));
    }

    @Test
    void refuses_weights_that_do_not_fit_the_labels() {
        Path file = file("x", x, "y", y, "sample_weight", Tensor.ones(10, 1));
        assertThatThrownBy(() -> Datasets.npz(file)).hasMessage("""
                %s: array "sample_weight" does not fit the labels
                  expected: one weight for each row, [10], or for each label
                  given:    sample_weight [10, 1], y [10]
                  fix:      save a weight for each row, for example sample_weight.reshape(-1)""".formatted(file));
        assertThat(Datasets.npz(file("x", x, "y", Tensor.ones(10, 3), "sample_weight", Tensor.ones(10, 3)))
                        .training()
                        .size())
                .isEqualTo(8);
    }

    @Test
    void refuses_numbers_that_are_none() {
        Tensor withNaN = Tensor.of(new float[][] {{1, 2}, {3, Float.NaN}});
        Tensor two = Tensor.of(0, 1);
        Path file = file("x", withNaN, "y", two);
        assertThatThrownBy(() -> Datasets.npz(file)).hasMessage("""
                %s: array "x" has a number that cannot be used
                  expected: finite numbers that float32 holds
                  given:    NaN in row 1, counted from 0
                  fix:      remove the row, or fill the number""".formatted(file));
        assertThatThrownBy(() -> Datasets.npz(file("x", Tensor.of(1e60, 2), "y", two)))
                .hasMessageContaining("given:    1.0E60 in row 0");
        assertThatThrownBy(() -> Datasets.npz(file("x", two, "y", Tensor.of(1, Double.NaN))))
                .hasMessageContaining("array \"y\"");
        assertThatThrownBy(() ->
                        Datasets.npz(file("x", two, "y", two, "sample_weight", Tensor.of(1f, Float.POSITIVE_INFINITY))))
                .hasMessageContaining("array \"sample_weight\"");
    }

    @Test
    void refuses_labels_out_of_range() {
        Path file = file("x", Tensor.range(3), "y", Tensor.of(0, -1, 2));
        assertThatThrownBy(() -> Datasets.npz(file)).hasMessage("""
                %s: a label is out of range
                  expected: whole numbers from 0 to 9,999
                  given:    -1 in row 1, counted from 0
                  fix:      number the classes from 0; or predict numbers (--task number, Target.NUMBERS)""".formatted(file));
        assertThatThrownBy(() -> Datasets.npz(file("x", Tensor.range(2), "y", Tensor.of(0, 10_000))))
                .hasMessageContaining("10000 in row 1");
        assertThatThrownBy(() -> Datasets.npz(file("x", Tensor.range(2), "y", Tensor.of(0.5, 1)), Target.CLASSES))
                .hasMessageContaining("0.5 in row 0");
        assertThatThrownBy(() -> Datasets.npz(file("x", x, "y", Tensor.range(30).reshape(10, 3))))
                .hasMessageContaining("more than one class number per row");
    }

    @Test
    void refuses_negative_weights() {
        assertThatThrownBy(() -> Datasets.npz(
                        file("x", Tensor.range(2), "y", Tensor.of(0, 1), "sample_weight", Tensor.of(1f, -2f))))
                .hasMessageContaining("a sample weight is negative")
                .hasMessageContaining("-2.0 in row 1, counted from 0");
    }

    @Test
    void refuses_what_is_no_archive() throws Exception {
        Path text = java.nio.file.Files.writeString(folder.resolve("t.npz"), "a,b\n1,2\n");
        assertThatThrownBy(() -> Datasets.npz(text))
                .isInstanceOf(FileException.class)
                .hasMessageContaining("t.npz");
    }
}
