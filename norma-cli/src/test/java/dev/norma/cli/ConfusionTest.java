package dev.norma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which classes were taken for which. */
class ConfusionTest {
    @Test
    void few_classes_are_a_table() {
        Tensor predictions = Tensor.of(new float[][] {{1, 0}, {0, 1}, {0, 2}, {3, 1}});
        assertThat(new Confusion(List.of("a", "much longer"), Tensor.of(0, 1, 0, 0), predictions))
                .hasToString("""
                Rows are the true classes, columns the predicted ones.
                                       a  much longer
                          a            2            1
                much longer            .            1
                """);
    }

    @Test
    void many_classes_take_no_more_memory_than_the_rows() {
        int count = 100_000;
        List<String> names =
                IntStream.range(0, count).mapToObj(Integer::toString).toList();
        float[][] predictions = new float[4][count];
        predictions[0][7] = 1;
        predictions[1][7] = 1;
        predictions[2][99_999] = 1;
        predictions[3][5] = 1;
        assertThat(new Confusion(names, Tensor.of(99_999, 99_999, 99_999, 3), Tensor.of(predictions)))
                .hasToString("""
                Most often mistaken, of 100000 classes:
                  99999 was taken for 7: 2
                  3 was taken for 5: 1
                """);
    }
}
