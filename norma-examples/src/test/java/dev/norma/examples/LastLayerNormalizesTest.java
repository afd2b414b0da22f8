package dev.norma.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.data.Scaler;
import dev.norma.layers.BatchNormalization;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Program B: a model that ends in a batch normalization, on images. */
class LastLayerNormalizesTest {
    @Test
    void the_images_are_the_first_five_digits_from_0_to_1() {
        Tensor images = LastLayerNormalizes.images();
        assertThat(images.shape()).isEqualTo(Shape.of(5, 8, 8, 1));
        assertThat(Ops.min(images).item()).isEqualTo(0);
        assertThat(Ops.max(images).item()).isEqualTo(1);
    }

    @Test
    void the_prediction_is_not_centred() {
        double[] means = Ops.moments(LastLayerNormalizes.columns(LastLayerNormalizes.model(1)), 0)
                .mean()
                .toDoubles();
        double[] deviations = Ops.std(LastLayerNormalizes.columns(LastLayerNormalizes.model(1)), 0)
                .toDoubles();
        int off = 0;
        for (int c = 0; c < 32; c++) {
            off += Math.abs(means[c]) > 0.1 * deviations[c] ? 1 : 0;
        }
        assertThat(off).as("channels whose mean is a tenth of a deviation off").isGreaterThan(16);
    }

    @Test
    void the_histogram_differs_from_seed_to_seed_and_not_with_one() {
        Tensor first = LastLayerNormalizes.columns(LastLayerNormalizes.model(1));
        assertThat(first.contentEquals(LastLayerNormalizes.columns(LastLayerNormalizes.model(1))))
                .isTrue();
        assertThat(first.contentEquals(LastLayerNormalizes.columns(LastLayerNormalizes.model(2))))
                .isFalse();
    }

    @Test
    void the_weights_of_the_last_layer_are_all_0_or_1() {
        Sequential model = LastLayerNormalizes.model(1);
        assertThat(model.getLayer(1)).isInstanceOf(BatchNormalization.class);
        List<Tensor> weights = model.getLayer(1).getWeights();
        assertThat(weights).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(weights.get(i).shape()).isEqualTo(Shape.of(32));
            assertThat(weights.get(i).toDoubles()).containsOnly(i == 0 || i == 3 ? 1 : 0);
        }
    }

    @Test
    void scaled_each_column_has_mean_0_and_variance_1() {
        Tensor scaled = Scaler.scale(LastLayerNormalizes.columns(LastLayerNormalizes.model(1)));
        Statistics<Tensor> each = Ops.moments(scaled.cast(DType.FLOAT64), 0);
        assertThat(each.mean().allClose(Tensor.zeros(32).cast(DType.FLOAT64), 0, 1e-6))
                .isTrue();
        assertThat(each.variance().allClose(Tensor.ones(32).cast(DType.FLOAT64), 0, 1e-5))
                .isTrue();
    }

    @Test
    void recalibrated_the_prediction_itself_has_mean_0_and_variance_1_within_epsilon() {
        Sequential model = LastLayerNormalizes.model(1);
        model.recalibrate(LastLayerNormalizes.images());
        Statistics<Tensor> each = Ops.moments(LastLayerNormalizes.columns(model).cast(DType.FLOAT64), 0);
        double[] stored = ((BatchNormalization) model.getLayer(1))
                .movingVariance()
                .value()
                .toDoubles();
        for (int c = 0; c < 32; c++) {
            assertThat(each.mean().get(c)).isCloseTo(0, within(1e-5));
            assertThat(each.variance().get(c)).isCloseTo(stored[c] / (stored[c] + 1e-3), within(1e-4));
        }
    }

    @Test
    void the_program_says_why_and_gives_both_remedies() throws Exception {
        String printed = Printed.by(() -> LastLayerNormalizes.main("1")).text();
        assertThat(printed)
                .contains(
                        "the kernels are random, so it differs from run to run: set a seed",
                        "statistics never trained: sequential/batch_normalization",
                        "in inference, by the stored mean 0 and variance 1 that it began with",
                        "remedy 1",
                        "remedy 2");
        String scaled = printed.substring(printed.indexOf("remedy 1"), printed.indexOf("remedy 2"));
        assertThat(scaled).containsPattern("mean -?0\\.0000, variance 1\\.0000");
        assertThat(printed.substring(printed.indexOf("remedy 2")))
                .containsPattern("mean -?0\\.0000, variance 0\\.\\d{4}")
                .containsPattern("has variance v = 0\\.\\d{4}, so this one has v / \\(v \\+ 0\\.001\\)");
        assertThat(printed.lines().filter(line -> line.matches(" *-?\\d+\\.\\d{3} +\\d+( +#+)?")))
                .hasSize(3 * 12);
    }

    @Test
    void a_histogram_counts_each_number_once() {
        assertThat(new TextHistogram(new double[] {0, 0, 0, 1, 4}, 4).toString())
                .isEqualTo("""
                   0.500     3  ########################################
                   1.500     1  ##############
                   2.500     0
                   3.500     1  ##############
                """);
    }
}
