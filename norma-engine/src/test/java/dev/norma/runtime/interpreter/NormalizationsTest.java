package dev.norma.runtime.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.graph.Normalize;
import dev.norma.graph.NormalizeGradient;
import dev.norma.graph.Softmax;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class NormalizationsTest {
    private static final double EPSILON = 1e-2;

    @Test
    void an_untrained_batch_normalization_is_almost_the_identity() {
        Tensor x = Tensor.of(new float[][] {{0, 1}, {2, 3}});
        Tensor y = Evaluated.one(
                v -> new Normalize(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), 1e-3),
                x,
                Tensor.zeros(1, 2),
                Tensor.ones(1, 2),
                Tensor.ones(1, 2),
                Tensor.zeros(1, 2));

        double shrink = 1 / Math.sqrt(1.001);
        assertThat(y.toFloats()).containsExactly(0, (float) shrink, (float) (2 * shrink), (float) (3 * shrink));
    }

    @Test
    void centres_divides_scales_and_shifts() {
        Tensor x = Tensor.of(new double[][] {{1, 2}, {3, 4}});
        Tensor mean = Tensor.of(new double[][] {{1, 3}});
        Tensor variance = Tensor.of(new double[][] {{4, 0.25}});
        Tensor scale = Tensor.of(new double[][] {{10, 2}});
        Tensor offset = Tensor.of(new double[][] {{100, 200}});

        assertThat(Evaluated.one(v -> new Normalize(v.get(0), v.get(1), v.get(2), null, null, 0), x, mean, variance)
                        .toDoubles())
                .containsExactly(0, -2, 1, 2);
        assertThat(Evaluated.one(
                                v -> new Normalize(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), 0),
                                x,
                                mean,
                                variance,
                                scale,
                                offset)
                        .toDoubles())
                .containsExactly(100, 196, 110, 204);
    }

    @Test
    void statistics_and_scale_may_stretch_along_different_axes() {
        Tensor x = Tensor.of(new double[][] {{1, 3}, {10, 30}});
        Tensor mean = Tensor.of(new double[][] {{2}, {20}});
        Tensor variance = Tensor.of(new double[][] {{1}, {100}});
        Tensor scale = Tensor.of(new double[][] {{5, 7}});

        assertThat(Evaluated.one(
                                v -> new Normalize(v.get(0), v.get(1), v.get(2), v.get(3), null, 0),
                                x,
                                mean,
                                variance,
                                scale)
                        .toDoubles())
                .containsExactly(-5, 7, -5, 7);
    }

    @Test
    void sixteen_bits_are_computed_in_the_type_of_the_statistics() {
        Tensor x = Tensor.of(new float[][] {{1}, {1.0078125f}}).cast(DType.BFLOAT16);
        Tensor mean = Tensor.of(new float[][] {{1 + 0x1p-8f}});
        Tensor variance = Tensor.of(new float[][] {{0x1p-16f}});

        Tensor y = Evaluated.one(v -> new Normalize(v.get(0), v.get(1), v.get(2), null, null, 0), x, mean, variance);

        assertThat(y.dtype()).isEqualTo(DType.BFLOAT16);
        assertThat(y.toFloats()).containsExactly(-1, 1);
    }

    @Test
    void gradients_agree_with_finite_differences() {
        SplittableRandom random = new SplittableRandom(5);
        Tensor[] at = {
            doubles(random, -2, 2, 3, 2),
            doubles(random, -1, 1, 1, 2),
            doubles(random, 0.5, 2, 1, 2),
            doubles(random, -2, 2, 1, 2),
            doubles(random, -1, 1, 1, 2)
        };
        Tensor g = doubles(random, -1, 1, 3, 2);
        ToDoubleFunction<Tensor[]> loss = operands -> {
            Tensor y = Evaluated.one(
                    v -> new Normalize(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), EPSILON), operands);
            double sum = 0;
            for (int i = 0; i < y.size(); i++) {
                sum += y.getFlat(i) * g.getFlat(i);
            }
            return sum;
        };

        List<Tensor> gradients = Evaluated.all(
                v -> new NormalizeGradient(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), EPSILON),
                at[0],
                at[1],
                at[2],
                at[3],
                g);

        for (int operand = 0; operand < at.length; operand++) {
            for (int i = 0; i < at[operand].size(); i++) {
                double slope = (loss.applyAsDouble(moved(at, operand, i, 1e-5))
                                - loss.applyAsDouble(moved(at, operand, i, -1e-5)))
                        / 2e-5;
                assertThat(gradients.get(operand).getFlat(i))
                        .as(operand + "/" + i)
                        .isCloseTo(slope, within(1e-9));
            }
        }
    }

    @Test
    void an_absent_scale_is_one() {
        Tensor x = Tensor.of(new double[][] {{1}, {3}});
        Tensor one = Tensor.of(new double[][] {{1}});
        Tensor g = Tensor.of(new double[][] {{1}, {10}});

        List<Tensor> without = Evaluated.all(
                v -> new NormalizeGradient(v.get(0), v.get(1), v.get(2), null, v.get(3), 0), x, one, one, g);
        List<Tensor> with = Evaluated.all(
                v -> new NormalizeGradient(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), 0), x, one, one, one, g);

        assertThat(without.stream().map(Tensor::toString))
                .isEqualTo(with.stream().map(Tensor::toString).toList());
        assertThat(without.get(3).item()).isEqualTo(20);
        assertThat(without.get(4).item()).isEqualTo(11);
    }

    @Test
    void softmax_shares_one_along_its_axis() {
        Tensor x = Tensor.of(new double[][] {{0, Math.log(3)}, {0, 0}});

        assertThat(softmax(x, 1, false).toDoubles())
                .containsExactly(new double[] {0.25, 0.75, 0.5, 0.5}, within(1e-15));
        assertThat(softmax(x, 0, false).toDoubles())
                .containsExactly(new double[] {0.5, 0.75, 0.5, 0.25}, within(1e-15));
        assertThat(softmax(x, 1, true).toDoubles())
                .containsExactly(
                        new double[] {Math.log(0.25), Math.log(0.75), -Math.log(2), -Math.log(2)}, within(1e-15));
    }

    @Test
    void softmax_of_large_numbers_does_not_overflow() {
        Tensor x = Tensor.of(1000.0, 0.0, Double.NEGATIVE_INFINITY);

        assertThat(softmax(x, 0, false).toDoubles()).containsExactly(1, 0, 0);
        assertThat(softmax(x, 0, true).toDoubles()).containsExactly(0, -1000, Double.NEGATIVE_INFINITY);
    }

    private static Tensor softmax(Tensor x, int axis, boolean logarithm) {
        return Evaluated.of(x, v -> new Softmax(v, axis, logarithm));
    }

    private static Tensor doubles(SplittableRandom random, double low, double high, long rows, long columns) {
        return Tensor.of(random.doubles(rows * columns, low, high).toArray()).reshape(rows, columns);
    }

    private static Tensor[] moved(Tensor[] at, int operand, int element, double by) {
        Tensor[] moved = at.clone();
        double[] values = at[operand].toDoubles();
        values[element] += by;
        moved[operand] = Tensor.of(values).reshape(at[operand].shape());
        return moved;
    }
}
