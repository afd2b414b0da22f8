package dev.norma.runtime.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.graph.Moments;
import dev.norma.graph.MomentsGradient;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MomentTest {
    private static List<Tensor> moments(Tensor x, Integer... axes) {
        return Evaluated.all(v -> new Moments(v.getFirst(), List.of(axes), null, Weighting.SELECTED), x);
    }

    private static List<Tensor> weighted(Weighting weighting, Tensor x, Tensor weights, Integer... axes) {
        return Evaluated.all(v -> new Moments(v.get(0), List.of(axes), v.get(1), weighting), x, weights);
    }

    @Test
    void gives_mean_biased_variance_and_count() {
        List<Tensor> results = moments(Tensor.of(new double[][] {{1, 10}, {2, 10}, {6, 13}}), 0);

        assertThat(results.get(0).shape()).isEqualTo(Shape.of(1, 2));
        assertThat(results.get(0).toDoubles()).containsExactly(3, 11);
        assertThat(results.get(1).toDoubles()).containsExactly(14.0 / 3, 2);
        assertThat(results.get(2).toDoubles()).containsExactly(3, 3);
    }

    @Test
    void a_large_mean_does_not_swallow_a_small_variance() {
        Tensor x = Tensor.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16);

        assertThat(moments(x, 0).get(1).item()).isEqualTo(22.5);
    }

    @Test
    void sixteen_bits_have_moments_of_thirty_two() {
        List<Tensor> results = moments(Tensor.of(1f, 1.0078125f).cast(DType.BFLOAT16), 0);

        assertThat(results.get(0).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(results.get(0).item()).isEqualTo(1.00390625);
    }

    @Test
    void no_axes_leave_each_element_its_own_mean() {
        List<Tensor> results = moments(Tensor.of(3.0, 4.0));

        assertThat(results.get(0).toDoubles()).containsExactly(3, 4);
        assertThat(results.get(1).toDoubles()).containsExactly(0, 0);
        assertThat(results.get(2).toDoubles()).containsExactly(1, 1);
    }

    @Test
    void any_selecting_weight_counts_as_one_and_the_divisor_has_the_fuzz_of_keras_3() {
        List<Tensor> results = weighted(Weighting.SELECTED, Tensor.of(1.0, 3.0, 100.0), Tensor.of(0.5, 1.0, 0.0), 0);

        double mean = 4 / (2 + 1e-7);
        assertThat(results.get(0).item()).isEqualTo(mean);
        assertThat(results.get(1).item())
                .isCloseTo(((1 - mean) * (1 - mean) + (3 - mean) * (3 - mean)) / (2 + 1e-7), within(1e-15));
        assertThat(results.get(2).item()).isEqualTo(2 + 1e-7);
    }

    @Test
    void the_fuzz_shows_in_float32_where_one_element_is_selected() {
        List<Tensor> results =
                weighted(Weighting.SELECTED, Tensor.of(1f, 7f), Tensor.of(new boolean[] {true, false}), 0);

        assertThat((float) results.get(0).item()).isEqualTo(0.9999999f);
    }

    @Test
    void what_is_not_a_number_under_a_selection_stays_there() {
        List<Tensor> results = weighted(
                Weighting.SELECTED,
                Tensor.of(1.0, Double.NaN, 3.0, Double.POSITIVE_INFINITY),
                Tensor.of(new boolean[] {true, false, true, false}),
                0);

        assertThat(results.get(0).item()).isCloseTo(2, within(1e-6));
        assertThat(results.get(1).item()).isCloseTo(1, within(1e-6));
    }

    @Test
    void multiplied_weights_count_by_their_size() {
        List<Tensor> results = weighted(Weighting.MULTIPLIED, Tensor.of(1.0, 3.0, 100.0), Tensor.of(0.5, 1.5, 0.0), 0);

        assertThat(results.get(0).item()).isEqualTo(2.5);
        assertThat(results.get(1).item()).isEqualTo(0.75);
        assertThat(results.get(2).item()).isEqualTo(2);
    }

    @Test
    void what_is_not_a_number_under_multiplied_weights_spreads() {
        List<Tensor> results = weighted(Weighting.MULTIPLIED, Tensor.of(1.0, Double.NaN), Tensor.of(1.0, 0.0), 0);

        assertThat(results.get(0).item()).isNaN();
    }

    @ParameterizedTest
    @EnumSource
    void where_all_is_masked_mean_and_variance_are_zero(Weighting weighting) {
        List<Tensor> results = weighted(weighting, Tensor.of(5.0, -7.0), Tensor.of(0.0, 0.0), 0);

        assertThat(results.get(0).item()).isZero();
        assertThat(results.get(1).item()).isZero();
    }

    @Test
    void weights_stretch_to_the_elements() {
        Tensor x = Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        Tensor rows = Tensor.of(new double[][] {{1}, {0}, {1}});

        List<Tensor> results = weighted(Weighting.MULTIPLIED, x, rows, 0);

        assertThat(results.get(0).toDoubles()).containsExactly(3, 4);
        assertThat(results.get(2).toDoubles()).containsExactly(2, 2);
    }

    @Test
    void the_gradient_agrees_with_finite_differences() {
        agreesWithDifferences(null, Weighting.SELECTED);
    }

    @ParameterizedTest
    @EnumSource
    void the_gradient_under_weights_agrees_with_finite_differences(Weighting weighting) {
        agreesWithDifferences(Tensor.of(new double[][] {{1}, {0}, {0.5}, {2}}), weighting);
        agreesWithDifferences(Tensor.of(new double[][] {{0}, {0}, {1}, {0}}), weighting);
    }

    /** The slope of sum(p mean + q variance) in each direction of x. */
    private static void agreesWithDifferences(Tensor weights, Weighting weighting) {
        SplittableRandom random = new SplittableRandom(3);
        double[] x = random.doubles(8, -2, 2).toArray();
        double[] p = {0.7, -1.3};
        double[] q = {-0.4, 2.1};
        List<Tensor> forward = forward(x, weights, weighting);
        Tensor dMean = Tensor.of(p).reshape(1, 2);
        Tensor dVariance = Tensor.of(q).reshape(1, 2);
        Tensor[] operands = weights == null
                ? new Tensor[] {tensor(x), forward.get(0), forward.get(2), dMean, dVariance}
                : new Tensor[] {tensor(x), forward.get(0), forward.get(2), dMean, dVariance, weights};

        Tensor dx = Evaluated.one(
                v -> {
                    Value w = weights == null ? null : v.get(5);
                    return new MomentsGradient(
                            v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), List.of(0), w, weighting);
                },
                operands);

        double h = 1e-5;
        for (int i = 0; i < x.length; i++) {
            double[] above = x.clone();
            double[] below = x.clone();
            above[i] += h;
            below[i] -= h;
            double slope =
                    (loss(forward(above, weights, weighting), p, q) - loss(forward(below, weights, weighting), p, q))
                            / (2 * h);
            assertThat(dx.getFlat(i)).isCloseTo(slope, within(1e-9));
        }
    }

    private static Tensor tensor(double[] x) {
        return Tensor.of(x).reshape(4, 2);
    }

    private static List<Tensor> forward(double[] x, Tensor weights, Weighting weighting) {
        return weights == null ? moments(tensor(x), 0) : weighted(weighting, tensor(x), weights, 0);
    }

    private static double loss(List<Tensor> forward, double[] p, double[] q) {
        double loss = 0;
        for (int i = 0; i < 2; i++) {
            loss += p[i] * forward.get(0).getFlat(i) + q[i] * forward.get(1).getFlat(i);
        }
        return loss;
    }

    @Test
    void what_is_not_a_number_under_a_selection_gets_no_gradient_and_spoils_none() {
        Tensor x = Tensor.of(1.0, Double.NaN, 3.0);
        Tensor mask = Tensor.of(new boolean[] {true, false, true});
        List<Tensor> forward = weighted(Weighting.SELECTED, x, mask, 0);

        Tensor dx = Evaluated.one(
                v -> new MomentsGradient(
                        v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), List.of(0), v.get(5), Weighting.SELECTED),
                x,
                forward.get(0),
                forward.get(2),
                Tensor.of(1.0),
                Tensor.of(1.0),
                mask);

        assertThat(dx.getFlat(0)).isCloseTo(-0.5, within(1e-6));
        assertThat(dx.getFlat(1)).isZero();
        assertThat(dx.getFlat(2)).isCloseTo(1.5, within(1e-6));
    }
}
