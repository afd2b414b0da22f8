package dev.norma.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void iris_has_four_measures_and_three_species() {
        Split iris = Datasets.iris();
        assertThat(iris.training()).hasToString("x float32[120, 4], y int32[120]");
        assertThat(iris.testing()).hasToString("x float32[30, 4], y int32[30]");
        assertThat(iris.classNames()).containsExactly("setosa", "versicolor", "virginica");
        assertThat(iris.featureNames()).containsExactly("sepal_length", "sepal_width", "petal_length", "petal_width");
        assertThat(iris.training().x().rows(0, 1).toFloats()).containsExactly(5.1f, 3.5f, 1.4f, 0.2f);
        assertThat(iris.testing().y().toInts())
                .containsOnly(0, 1, 2)
                .startsWith(0)
                .endsWith(2);
    }

    @Test
    void wine_has_thirteen_measures_and_three_growers() {
        Split wine = Datasets.wine();
        assertThat(wine.training()).hasToString("x float32[143, 13], y int32[143]");
        assertThat(wine.testing()).hasToString("x float32[35, 13], y int32[35]");
        assertThat(wine.classNames()).containsExactly("class_0", "class_1", "class_2");
        assertThat(wine.training().x().get(0, 12)).isEqualTo(1065);
    }

    @Test
    void breast_cancer_has_thirty_measures_and_two_classes() {
        Split tumours = Datasets.breastCancer();
        assertThat(tumours.training()).hasToString("x float32[456, 30], y int32[456]");
        assertThat(tumours.testing()).hasToString("x float32[113, 30], y int32[113]");
        assertThat(tumours.classNames()).containsExactly("benign", "malignant");
        assertThat(tumours.training().y().get(0)).isEqualTo(1);
    }

    @Test
    void tables_are_prepared_like_any_table() {
        Table wine = Datasets.table("wine");
        TablePreparation preparation =
                TablePreparation.fit(wine.where(i -> i % 5 != 4), PreparationOptions.label("label"));
        assertThat(preparation.prepare(wine.where(i -> i % 5 == 4)).batch())
                .hasToString("x float32[35, 13], y int32[35]");
        assertThat(preparation.classNames()).isEqualTo(Datasets.wine().classNames());
    }

    @Test
    void data_sets_are_found_by_name() {
        for (String name : Datasets.names()) {
            assertThat(Datasets.named(name).name()).isEqualTo(name);
        }
        assertThatThrownBy(() -> Datasets.named("digit"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                there is no data set "digit"
                  expected: one of digits, iris, wine, breast_cancer
                  given:    "digit"
                  fix:      did you mean "digits"?""");
        assertThatThrownBy(() -> Datasets.named("imagenet")).hasMessageContaining("use one of the names above");
        assertThatThrownBy(() -> Datasets.table("digits")).hasMessageContaining("one of iris, wine, breast_cancer");
    }
}
