package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows O1 to O9 of the specification of batch normalization, on both back ends where there are numbers. */
class OpsSuiteTest {
    private static final int ANY = -1;
    private static final Tensor O4 = Tensor.of(-741f, 353.2f, 1099f, -1807f, 502.8f, -83.4f, 333.5f, -130.9f);

    private final Trace shapes = new Trace("shapes");

    @Test
    void O1_moments_have_the_shape_of_what_is_left() {
        Value x = value(ANY, 3, 4);
        assertThat(Ops.moments(x, 0).mean().shape()).isEqualTo(Shape.of(3, 4));
        assertThat(Ops.moments(x, 0, 1).mean().shape()).isEqualTo(Shape.of(4));
        assertThat(Ops.moments(x, true, 0, 1).mean().shape()).isEqualTo(Shape.of(1, 1, 4));
        assertThat(Ops.moments(x, 1).mean().shape()).isEqualTo(Shape.of(ANY, 4));
        assertThat(Ops.moments(x, 1, 2).mean().shape()).isEqualTo(Shape.of(ANY));
        assertThat(Ops.moments(x, true, 1, 2).variance().shape()).isEqualTo(Shape.of(ANY, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void O2_moments_are_those_of_the_population(String backend) {
        List<Tensor> moments = moments(backend, false, Tensor.of(0f, 1f, 2f, 3f, 4f, 100f, -200f), 0);
        assertThat(moments.get(0).item()).isCloseTo(-90 / 7.0, within(1e-5));
        assertThat(moments.get(1).item()).isCloseTo(50030 / 7.0 - (90 / 7.0) * (90 / 7.0), within(7e3 * 1e-5));
    }

    @ParameterizedTest
    @CsvSource({"reference, false", "reference, true", "onednn, false", "onednn, true"})
    void O3_moments_of_images_are_those_of_the_population_synchronized_or_not(String backend, boolean synchronize) {
        Tensor x = Tensor.uniform(4, 2, 28, 28, 3);
        double[][] each = new double[2][3];
        population(x.toDoubles(), 3, each);
        List<Tensor> channels = moments(backend, synchronize, x, 0, 1, 2);
        assertThat(channels.get(0).toDoubles()).containsExactly(each[0], within(1e-5));
        assertThat(channels.get(1).toDoubles()).containsExactly(each[1], within(1e-5));
        List<Tensor> kept = OnBackend.all(backend, v -> list(Ops.moments(v.getFirst(), true, synchronize, 0, 1, 2)), x);
        assertThat(kept.get(0).difference(channels.get(0).reshape(1, 1, 1, 3), 0, 0))
                .isEmpty();
        double[][] pixels = new double[2][28 * 28 * 3];
        population(x.toDoubles(), 28 * 28 * 3, pixels);
        List<Tensor> examples = moments(backend, synchronize, x, 0);
        assertThat(examples.get(0).shape()).isEqualTo(Shape.of(28, 28, 3));
        assertThat(examples.get(0).toDoubles()).containsExactly(pixels[0], within(1e-5));
        assertThat(examples.get(1).toDoubles()).containsExactly(pixels[1], within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void O4_the_variance_of_halves_is_clipped(String backend) {
        List<Tensor> moments = moments(backend, false, O4.cast(DType.FLOAT16), 0);
        assertThat(moments.get(0).dtype()).isEqualTo(DType.FLOAT16);
        assertThat(moments.get(0).item()).isCloseTo(-59.2, within(0.1));
        assertThat(moments.get(1).dtype()).isEqualTo(DType.FLOAT16);
        assertThat(moments.get(1).item()).isEqualTo(65504);
        List<Tensor> brain = moments(backend, false, O4.cast(DType.BFLOAT16), 0);
        assertThat(brain.get(1).item()).as("65504 as the nearest bfloat16").isEqualTo(65536);
        assertThat(moments(backend, false, O4, 0).get(1).item()).isCloseTo(688_367.625, within(0.1));
    }

    @ParameterizedTest
    @CsvSource({"reference, FLOAT16", "reference, FLOAT32", "onednn, FLOAT16", "onednn, FLOAT32"})
    void O5_moments_of_two_replicas_are_those_of_the_whole(String backend, DType dtype) {
        Tensor part = Tensor.of(5f, 9f, 1f, 3f).cast(dtype);
        List<Tensor> same = merged(backend, part, part);
        assertThat(same.get(0).item()).isEqualTo(4.5);
        assertThat(same.get(1).item()).isEqualTo(8.75);
        assertThat(same.get(1).dtype()).isEqualTo(dtype);
        List<Tensor> apart = merged(
                backend, Tensor.of(0f, 2f).cast(dtype), Tensor.of(10f, 14f).cast(dtype));
        assertThat(apart.get(0).item()).isEqualTo(6.5);
        assertThat(apart.get(1).item()).isEqualTo(32.75);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void O5_a_replica_with_nothing_in_it_does_not_count(String backend) {
        List<Tensor> some = merged(backend, Tensor.of(1f, 3f), Tensor.zeros(0));
        assertThat(some.get(0).item()).isEqualTo(2);
        assertThat(some.get(1).item()).isEqualTo(1);
        List<Tensor> none = merged(backend, Tensor.zeros(0), Tensor.zeros(0));
        assertThat(none.get(0).item()).isEqualTo(0);
        assertThat(none.get(1).item()).isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void O6_batch_normalization_is_the_formula(String backend) {
        Tensor x = Tensor.of(new float[][] {{.1f, .2f, .3f}, {.4f, .5f, .6f}});
        Tensor mean = Tensor.of(.2f, .3f, .4f);
        Tensor variance = Tensor.of(4f, 16f, 64f);
        Tensor offset = Tensor.of(5f, 10f, 15f);
        Tensor scale = Tensor.of(10f, 20f, 30f);
        double[] full = {4.5, 9.5, 14.625, 6, 11, 15.75};
        double[] bare = {-.05, -.025, -.0125, .1, .05, .025};
        assertThat(OnBackend.one(
                                backend,
                                v -> Ops.batchNormalization(v.get(0), v.get(1), v.get(2), -1, v.get(3), v.get(4), 1e-7),
                                x,
                                mean,
                                variance,
                                offset,
                                scale)
                        .toDoubles())
                .containsExactly(full, within(2e-6));
        assertThat(OnBackend.one(
                                backend,
                                v -> Ops.batchNormalization(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), 1e-7),
                                x,
                                mean,
                                variance,
                                offset,
                                scale)
                        .toDoubles())
                .as("TensorFlow's form")
                .containsExactly(full, within(2e-6));
        assertThat(OnBackend.one(
                                backend,
                                v -> Ops.batchNormalization(v.get(0), v.get(1), v.get(2), 1, null, null, 1e-7),
                                x,
                                mean,
                                variance)
                        .toDoubles())
                .containsExactly(bare, within(1e-7));
    }

    @Test
    void O7_batch_normalization_has_the_shape_of_its_input() {
        Value x = value(ANY, 3, 4);
        Value y = value(ANY, 3, 4, 5);
        Value three = value(3);
        Value four = value(4);
        assertThat(Ops.batchNormalization(x, four, four, -1, four, four, 1e-3).type())
                .isEqualTo(x.type());
        assertThat(Ops.batchNormalization(y, four, four, 2, four, four, 1e-3).type())
                .isEqualTo(y.type());
        assertThat(Ops.batchNormalization(y, three, three, 1, three, three, 1e-3)
                        .type())
                .isEqualTo(y.type());
    }

    @Test
    void O8_E41_D14_a_parameter_of_another_length_is_named() {
        Value x = value(ANY, 3, 4, 5);
        Value five = value(5);
        Value three = value(3);
        assertThatThrownBy(() -> Ops.batchNormalization(x, five, five, -1, three, five, 1e-3))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        batchNormalization cannot use this offset
                          expected: a vector of length 5, the size of x on axis 3
                          given:    offset of shape [3], x of shape [?, 3, 4, 5]
                          fix:      give one entry for each position of axis 3""");
        assertThatThrownBy(() -> Ops.batchNormalization(x, five, five, -1, null, three, 1e-3))
                .hasMessageStartingWith("batchNormalization cannot use this scale\n  expected: a vector of length 5");
        assertThatThrownBy(() -> Ops.batchNormalization(x, three, five, -1, null, null, 1e-3))
                .hasMessageStartingWith("batchNormalization cannot use this mean\n  expected: a vector of length 5");
        assertThatThrownBy(() -> Ops.batchNormalization(x, five, three, -1, null, null, 1e-3))
                .hasMessageStartingWith(
                        "batchNormalization cannot use this variance\n  expected: a vector of length 5");
    }

    @Test
    void O8_D14_lengths_are_checked_on_numbers_too() {
        Tensor x = Tensor.zeros(2, 3);
        Tensor three = Tensor.ones(3);
        assertThatThrownBy(() -> Ops.batchNormalization(x, three, three, -1, null, Tensor.ones(1), 1e-3))
                .as("a vector of length 1 does not stretch")
                .hasMessageStartingWith("batchNormalization cannot use this scale\n  expected: a vector of length 3");
    }

    @Test
    void O8_D14_where_the_size_is_unknown_the_vectors_agree() {
        Value x = value(4, ANY);
        assertThatThrownBy(() -> Ops.batchNormalization(x, value(5), value(3), -1, null, null, 1e-3))
                .hasMessage("""
                        batchNormalization cannot use this variance
                          expected: a vector of length 5, the size of mean
                          given:    variance of shape [3], x of shape [4, ?]
                          fix:      give one entry for each position of axis 1""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void O9_batch_normalization_keeps_shape_and_type(String backend) {
        for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32, DType.BFLOAT16, DType.FLOAT16)) {
            Tensor x = Tensor.normal(2, 2, 3, 3, 5).cast(dtype);
            Tensor five = Tensor.uniform(3, 5).cast(dtype);
            Tensor y = OnBackend.one(
                    backend,
                    v -> Ops.batchNormalization(v.get(0), v.get(1), v.get(1), 3, v.get(1), v.get(1), 1e-3),
                    x,
                    five);
            assertThat(y.type()).isEqualTo(x.type());
            double centre = five.get(0);
            double expected = (x.get(0, 0, 0, 0) - centre) / Math.sqrt(centre + 1e-3) * centre + centre;
            assertThat(y.get(0, 0, 0, 0)).isCloseTo(expected, within(dtype.bytes() == 2 ? 0.02 : 1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void nothing_is_checked_of_a_variance_and_an_offset_needs_no_scale(String backend) {
        Tensor x = Tensor.of(new float[][] {{1, 4}});
        Tensor y = OnBackend.one(
                backend,
                v -> Ops.batchNormalization(v.get(0), v.get(1), v.get(2), -1, v.get(3), null, 0),
                x,
                Tensor.zeros(2),
                Tensor.of(-1f, 4f),
                Tensor.of(0.5f, 10f));
        assertThat(y.get(0, 0)).isNaN();
        assertThat(y.get(0, 1)).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void moments_of_nothing_are_no_numbers_and_those_of_no_weight_are_0(String backend) {
        assertThat(moments(backend, false, Tensor.zeros(0, 2), 0))
                .allSatisfy(moment -> assertThat(moment.toDoubles()).containsExactly(Double.NaN, Double.NaN));
        List<Tensor> weighted = OnBackend.all(
                backend,
                v -> list(Ops.weightedMoments(v.get(0), v.get(1), false, 0)),
                Tensor.of(new float[][] {{1, 4}, {3, 5}}),
                Tensor.of(new float[][] {{.5f, 0}, {1.5f, 0}}));
        assertThat(weighted.get(0).toDoubles()).containsExactly(2.5, 0);
        assertThat(weighted.get(1).toDoubles()).containsExactly(.75, 0);
    }

    private static List<Tensor> moments(String backend, boolean synchronize, Tensor x, int... axes) {
        return OnBackend.all(backend, v -> list(Ops.moments(v.getFirst(), false, synchronize, axes)), x);
    }

    private static List<Tensor> merged(String backend, Tensor first, Tensor second) {
        return OnBackend.all(
                backend,
                v -> {
                    Statistics<Value> a = Ops.moments(v.get(0), -1);
                    Statistics<Value> b = Ops.moments(v.get(1), -1);
                    return list(Ops.mergedMoments(
                            new Statistics<>(
                                    Ops.stack(0, a.mean(), b.mean()),
                                    Ops.stack(0, a.variance(), b.variance()),
                                    Ops.stack(0, a.divisor(), b.divisor())),
                            false,
                            0));
                },
                first,
                second);
    }

    private static List<Value> list(Statistics<Value> statistics) {
        return List.of(statistics.mean(), statistics.variance());
    }

    private Value value(long... dims) {
        return shapes.feed("x", TensorType.of(DType.FLOAT32, dims));
    }

    /** Mean and variance over all but the innermost {@code cells} numbers. */
    private static void population(double[] x, int cells, double[][] into) {
        int count = x.length / cells;
        for (int i = 0; i < x.length; i++) {
            into[0][i % cells] += x[i] / count;
        }
        for (int i = 0; i < x.length; i++) {
            double deviation = x[i] - into[0][i % cells];
            into[1][i % cells] += deviation * deviation / count;
        }
    }
}
