package dev.norma.ops;

import static dev.norma.ops.Ops.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.graph.Weighting;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Moments and normalization run at once on tensors. */
class MomentOpsTest {
    @Test
    void gives_population_values_in_one_axis() {
        Statistics<Tensor> moments = moments(Tensor.of(0f, 1f, 2f, 3f, 4f, 100f, -200f), 0);
        assertThat(moments.mean().item()).isCloseTo(-90 / 7.0, within(1e-5));
        assertThat(moments.variance().item()).isCloseTo(50030 / 7.0 - (90 / 7.0) * (90 / 7.0), within(1e-2));
        assertThat(moments.divisor().item()).isEqualTo(7);
        Statistics<Tensor> few = moments(Tensor.of(0.0, 1.0, 2.0, 3.0, 100.0), 0);
        assertThat(few.mean().item()).isCloseTo(21.2, within(1e-12));
        assertThat(few.variance().item()).isCloseTo(1553.36, within(1e-9));
    }

    @Test
    void gives_population_values_in_several_axes() {
        Tensor x = Tensor.uniform(4, 2, 28, 28, 3).cast(DType.FLOAT64);
        Statistics<Tensor> moments = moments(x, 0, 1, 2);
        for (int channel = 0; channel < 3; channel++) {
            Tensor values = take(x, channel, 3);
            double mean = 0;
            for (double value : values.toDoubles()) {
                mean += value / values.size();
            }
            double variance = 0;
            for (double value : values.toDoubles()) {
                variance += (value - mean) * (value - mean) / values.size();
            }
            assertThat(moments.mean().get(channel)).isCloseTo(mean, within(1e-12));
            assertThat(moments.variance().get(channel)).isCloseTo(variance, within(1e-12));
        }
        assertThat(moments(x, true, 0, 1, 2).mean().reshape(3).allClose(moments.mean(), 0, 0))
                .isTrue();
    }

    @Test
    void clips_the_variance_of_halves() {
        Tensor x = Tensor.of(-741f, 353.2f, 1099f, -1807f, 502.8f, -83.4f, 333.5f, -130.9f);
        Statistics<Tensor> moments = moments(x.cast(DType.FLOAT16), 0);
        assertThat(moments.mean().dtype()).isEqualTo(DType.FLOAT16);
        assertThat(moments.mean().item()).isCloseTo(-59.22, within(0.05));
        assertThat(moments.variance().item()).isEqualTo(65504);
        Tensor wide = moments(x.cast(DType.BFLOAT16), 0).variance();
        assertThat(wide.type()).hasToString("bfloat16[]");
        assertThat(wide.item()).as("65504 in bfloat16").isEqualTo(65536);
    }

    @Test
    void gives_the_mean_of_four() {
        Statistics<Tensor> moments = moments(Tensor.of(5f, 9f, 1f, 3f), -1);
        assertThat(moments.mean().item()).isEqualTo(4.5);
        assertThat(moments.variance().item()).isEqualTo(8.75);
    }

    @Test
    void normalizes_with_given_statistics() {
        Tensor x = Tensor.of(new float[][] {{.1f, .2f, .3f}, {.4f, .5f, .6f}});
        Tensor mean = Tensor.of(.2f, .3f, .4f);
        Tensor variance = Tensor.of(4f, 16f, 64f);
        Tensor full =
                batchNormalization(x, mean, variance, -1, Tensor.of(5f, 10f, 15f), Tensor.of(10f, 20f, 30f), 1e-7);
        Tensor expected = Tensor.of(new double[][] {{4.5, 9.5, 14.625}, {6, 11, 15.75}});
        assertThat(full.difference(expected, 1e-6, 0)).isEmpty();
        Tensor bare = batchNormalization(x, mean, variance, 1, null, null, 1e-7);
        expected = Tensor.of(new double[][] {{-.05, -.025, -.0125}, {.1, .05, .025}});
        assertThat(bare.difference(expected, 1e-6, 1e-9)).isEmpty();
    }

    @Test
    void keeps_shape_and_type_with_all_parameters() {
        Tensor x = Tensor.normal(2, 2, 3, 3, 5);
        Tensor five = Tensor.uniform(3, 5);
        assertThat(batchNormalization(x, five, five, 3, five, five, 1e-3).type())
                .isEqualTo(x.type());
        Tensor half = x.cast(DType.BFLOAT16);
        Tensor result =
                batchNormalization(half, five.cast(DType.BFLOAT16), five.cast(DType.BFLOAT16), 3, null, null, 1e-3);
        assertThat(result.type()).isEqualTo(half.type());
    }

    @Test
    void selects_or_multiplies_by_weights() {
        Tensor x = Tensor.of(new double[][] {{1}, {3}, {8}});
        Tensor weights = Tensor.of(new double[][] {{0.5}, {2}, {0}});
        Statistics<Tensor> selected = moments(x, List.of(0), weights, Weighting.SELECTED);
        assertThat(selected.divisor().item()).isEqualTo(2 + 1e-7);
        assertThat(selected.mean().item()).isCloseTo(4 / (2 + 1e-7), within(1e-14));
        Statistics<Tensor> multiplied = moments(x, List.of(0), weights, Weighting.MULTIPLIED);
        assertThat(multiplied.divisor().item()).isEqualTo(2.5);
        assertThat(multiplied.mean().item()).isCloseTo(6.5 / 2.5, within(1e-14));
        Statistics<Tensor> none = weightedMoments(x, zerosLike(weights), false, 0);
        assertThat(none.mean().toDoubles()).containsExactly(0);
        assertThat(none.variance().toDoubles()).containsExactly(0);
    }

    @Test
    void reduces_nothing_where_no_axis_is_listed() {
        Statistics<Tensor> moments = moments(Tensor.of(1f, 2f), List.of(), null, Weighting.SELECTED);
        assertThat(moments.mean().toFloats()).containsExactly(1, 2);
        assertThat(moments.variance().toFloats()).containsExactly(0, 0);
    }
}
