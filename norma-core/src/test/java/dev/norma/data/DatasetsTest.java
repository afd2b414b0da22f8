package dev.norma.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class DatasetsTest {
    private final Split digits = Datasets.digits();

    @Test
    void digits_are_images_from_0_to_1_with_int32_labels() {
        assertThat(digits.training()).hasToString("x float32[1438, 8, 8, 1], y int32[1438]");
        assertThat(digits.testing()).hasToString("x float32[359, 8, 8, 1], y int32[359]");
        float[] pixels = digits.training().x().toFloats();
        float largest = 0;
        for (float pixel : pixels) {
            assertThat(pixel * 16).isBetween(0f, 16f).isEqualTo((float) Math.rint(pixel * 16));
            largest = Math.max(largest, pixel);
        }
        assertThat(largest).isEqualTo(1f);
    }

    @Test
    void each_fifth_row_of_digits_is_a_test_row() {
        // The file begins with the digits 0 to 9 three times over.
        assertThat(Arrays.copyOf(digits.testing().y().toInts(), 4)).containsExactly(4, 9, 4, 9);
        assertThat(Arrays.copyOf(digits.training().y().toInts(), 10)).containsExactly(0, 1, 2, 3, 5, 6, 7, 8, 0, 1);
    }

    @Test
    void the_first_digit_is_where_it_should_be() {
        Tensor x = digits.training().x();
        assertThat(x.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(x.get(0, 0, 2, 0)).isEqualTo(5 / 16.0);
        assertThat(x.get(0, 1, 3, 0)).isEqualTo(15 / 16.0);
        assertThat(x.get(1, 0, 3, 0)).isEqualTo(12 / 16.0);
    }

    @Test
    void digits_have_ten_classes_and_go_round_in_a_pipeline() {
        assertThat(digits.classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        Dataset epoch = digits.train().shuffle(1000, 1).batch(64);
        assertThat(epoch.cardinality()).hasValue(23);
        int[] counts = new int[10];
        for (Batch batch : epoch) {
            for (int label : batch.y().toInts()) {
                counts[label]++;
            }
        }
        int[] expected = new int[10];
        for (int label : digits.training().y().toInts()) {
            expected[label]++;
        }
        assertThat(counts).isEqualTo(expected);
    }
}
