package dev.norma.autodiff;

import static dev.norma.ops.Ops.add;
import static dev.norma.ops.Ops.divide;
import static dev.norma.ops.Ops.maximum;
import static dev.norma.ops.Ops.minimum;
import static dev.norma.ops.Ops.multiply;
import static dev.norma.ops.Ops.normalize;
import static dev.norma.ops.Ops.sqrt;
import static dev.norma.ops.Ops.stopGradient;
import static dev.norma.ops.Ops.subtract;
import static dev.norma.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Batch normalization composed of its operations, against the closed formulas of its gradients: with u the upstream
 * gradient times the scale.
 */
class BatchNormalizationGradientsTest {
    private static final int N = 6;
    private static final int C = 3;
    private static final double EPSILON = 1e-3;

    private final Draws draws = new Draws(8);
    private final Tensor x = draws.any(N, C);
    private final Tensor gamma = draws.between(0.5, 2, 1, C);
    private final Tensor beta = draws.any(1, C);
    private final Tensor g = draws.any(N, C);
    private final double[] mask = {1, 0, 1, 1, 0, 1};

    /** Gradients by x, gamma and beta of sum(y g). */
    private List<Tensor> gradients(Function<List<Value>, Value> layer) {
        return Run.all(v -> Gradients.of(sum(multiply(layer.apply(v), v.get(3))), v.subList(0, 3)), x, gamma, beta, g);
    }

    private static Value trained(List<Value> v, double[] weights, Weighting weighting) {
        Value mask = Ops.constant(Draws.of(weights, N, 1));
        Statistics<Value> batch = Ops.moments(v.getFirst(), List.of(0), mask, weighting);
        return normalize(v.get(0), batch.mean(), batch.variance(), v.get(1), v.get(2), EPSILON);
    }

    @Test
    void in_training_are_the_formulas() {
        List<Tensor> gradients = gradients(v -> {
            Statistics<Value> batch = Ops.moments(v.getFirst(), List.of(0), null, Weighting.SELECTED);
            return normalize(v.get(0), batch.mean(), batch.variance(), v.get(1), v.get(2), EPSILON);
        });

        equals(gradients, masked(new double[] {1, 1, 1, 1, 1, 1}, 0));
    }

    @Test
    void in_inference_are_the_formulas() {
        Tensor mean = draws.any(1, C);
        Tensor variance = draws.between(0.5, 2, 1, C);

        List<Tensor> gradients = gradients(
                v -> normalize(v.get(0), Ops.constant(mean), Ops.constant(variance), v.get(1), v.get(2), EPSILON));

        double[][] expected = new double[3][];
        expected[0] = new double[N * C];
        expected[1] = new double[C];
        expected[2] = new double[C];
        for (int i = 0; i < N * C; i++) {
            int c = i % C;
            double inv = 1 / Math.sqrt(variance.getFlat(c) + EPSILON);
            expected[0][i] = gamma.getFlat(c) * inv * g.getFlat(i);
            expected[1][c] += g.getFlat(i) * (x.getFlat(i) - mean.getFlat(c)) * inv;
            expected[2][c] += g.getFlat(i);
        }
        equals(gradients, expected);
    }

    @Test
    void under_a_mask_that_selects_are_the_formulas_of_Keras_3() {
        equals(gradients(v -> trained(v, mask, Weighting.SELECTED)), masked(mask, 1e-7));
        equals(gradients(v -> trained(v, new double[] {0.5, 0, 2, 1, 0, 7}, Weighting.SELECTED)), masked(mask, 1e-7));
    }

    @Test
    void under_a_mask_of_one_position_hold_the_term_of_the_small_divisor() {
        double[] one = {0, 0, 1, 0, 0, 0};

        equals(gradients(v -> trained(v, one, Weighting.SELECTED)), masked(one, 1e-7));
    }

    @Test
    void under_weights_that_multiply_are_the_formulas_of_Keras_2() {
        double[] weights = {0.5, 0, 1, 0.25, 0, 1};

        equals(gradients(v -> trained(v, weights, Weighting.MULTIPLIED)), masked(weights, 0));
    }

    @Test
    void where_all_is_masked_see_constant_statistics() {
        for (Weighting weighting : Weighting.values()) {
            List<Tensor> gradients = gradients(v -> trained(v, new double[N], weighting));

            double inv = 1 / Math.sqrt(EPSILON);
            for (int i = 0; i < N * C; i++) {
                assertThat(gradients.getFirst().getFlat(i))
                        .isCloseTo(gamma.getFlat(i % C) * inv * g.getFlat(i), Offset.offset(1e-10));
            }
        }
    }

    @Test
    void with_renormalization_are_the_formulas_clipped_and_not() {
        for (double limit : new double[] {1e9, 0.1}) {
            double[] mean = {0.1, -0.2, 0.3};
            double[] deviation = {0.7, 0.4, 1.1};
            List<Tensor> gradients = gradients(v -> {
                Statistics<Value> batch = Ops.moments(v.getFirst(), List.of(0), null, Weighting.SELECTED);
                Value s = sqrt(add(batch.variance(), EPSILON));
                Value rs = Ops.constant(Draws.of(deviation, 1, C));
                Value ratio = divide(s, rs);
                Value shift = divide(subtract(batch.mean(), Ops.constant(Draws.of(mean, 1, C))), rs);
                Value r = stopGradient(clipped(ratio, 1 - limit, 1 + limit));
                Value d = stopGradient(clipped(shift, -limit, limit));
                Value scale = multiply(v.get(1), r);
                Value offset = add(multiply(v.get(1), d), v.get(2));
                return normalize(v.get(0), batch.mean(), batch.variance(), scale, offset, EPSILON);
            });

            equals(gradients, renormalized(mean, deviation, limit));
        }
    }

    private static Value clipped(Value x, double low, double high) {
        return minimum(maximum(x, low), high);
    }

    private double[][] renormalized(double[] mean, double[] deviation, double limit) {
        double[][] expected = {new double[N * C], new double[C], new double[C]};
        for (int c = 0; c < C; c++) {
            double mu = 0;
            for (int i = 0; i < N; i++) {
                mu += at(x, i, c) / N;
            }
            double variance = 0;
            for (int i = 0; i < N; i++) {
                variance += Math.pow(at(x, i, c) - mu, 2) / N;
            }
            double s = Math.sqrt(variance + EPSILON);
            double r = Math.clamp(s / deviation[c], 1 - limit, 1 + limit);
            double d = Math.clamp((mu - mean[c]) / deviation[c], -limit, limit);
            double sum = 0;
            double along = 0;
            for (int i = 0; i < N; i++) {
                double hat = (at(x, i, c) - mu) / s;
                sum += at(g, i, c);
                along += at(g, i, c) * hat;
                expected[1][c] += at(g, i, c) * (r * hat + d);
            }
            expected[2][c] = sum;
            for (int i = 0; i < N; i++) {
                double hat = (at(x, i, c) - mu) / s;
                expected[0][i * C + c] = gamma.getFlat(c) * r / s * (at(g, i, c) - sum / N - hat * along / N);
            }
        }
        return expected;
    }

    /** Section 1.6 with divisor W + fuzz; without a mask, section 1.4. */
    private double[][] masked(double[] w, double fuzz) {
        double[][] expected = {new double[N * C], new double[C], new double[C]};
        double total = fuzz;
        for (double weight : w) {
            total += weight;
        }
        for (int c = 0; c < C; c++) {
            double mu = 0;
            for (int i = 0; i < N; i++) {
                mu += w[i] * at(x, i, c) / total;
            }
            double variance = 0;
            for (int i = 0; i < N; i++) {
                variance += w[i] * Math.pow(at(x, i, c) - mu, 2) / total;
            }
            double inv = 1 / Math.sqrt(variance + EPSILON);
            double h = 0;
            for (int i = 0; i < N; i++) {
                double hat = (at(x, i, c) - mu) * inv;
                expected[1][c] += at(g, i, c) * hat;
                expected[2][c] += at(g, i, c);
                h += w[i] * hat / total;
            }
            for (int i = 0; i < N; i++) {
                double hat = (at(x, i, c) - mu) * inv;
                double share = w[i] / total;
                expected[0][i * C + c] = gamma.getFlat(c)
                        * inv
                        * (at(g, i, c) - share * (expected[2][c] - h * expected[1][c]) - share * hat * expected[1][c]);
            }
        }
        return expected;
    }

    private static double at(Tensor tensor, int row, int column) {
        return tensor.get(row, column);
    }

    private static void equals(List<Tensor> gradients, double[][] expected) {
        List<Shape> shapes = List.of(Shape.of(N, C), Shape.of(1, C), Shape.of(1, C));
        for (int i = 0; i < 3; i++) {
            assertThat(gradients.get(i).shape()).isEqualTo(shapes.get(i));
            double largest = 1;
            for (double value : expected[i]) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(gradients.get(i).toDoubles())
                    .as("gradient %d", i)
                    .containsExactly(expected[i], Offset.offset(1e-10 * largest));
        }
    }
}
