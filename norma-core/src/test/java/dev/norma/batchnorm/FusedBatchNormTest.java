package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.autodiff.Gradients;
import dev.norma.graph.Value;
import dev.norma.ops.FusedBatchNorm;
import dev.norma.ops.ImageFormat;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TensorFlow's fused batch normalization, section 5.3 of the specification, with E40 and E41. */
class FusedBatchNormTest {
    private static final Tensor X = Tensor.range(8).cast(DType.FLOAT32).reshape(2, 2, 2, 1);
    private static final Tensor ONE = Tensor.ones(1);
    private static final Tensor TWO = Tensor.of(new float[] {2});

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void in_training_it_stores_the_variance_of_a_sample_and_normalizes_by_the_biased_one(String backend) {
        List<Tensor> results = run(backend, X, true, 1, false);
        assertThat(results.get(0).getFlat(0)).isCloseTo(-3.5 / Math.sqrt(5.25 + 1e-3), within(1e-6));
        assertThat(results.get(1).item()).isEqualTo(3.5);
        assertThat(results.get(2).item()).isCloseTo(6, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void averaged_it_moves_the_given_statistics_by_its_share(String backend) {
        List<Tensor> results = run(backend, X, true, 0.1, true);
        assertThat(results.get(1).item()).isCloseTo(1.25, within(1e-6));
        assertThat(results.get(2).item()).isCloseTo(2.4, within(1e-6));
        equal(results.getFirst(), run(backend, X, true, 1, false).getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void with_a_share_of_one_given_statistics_do_not_count(String backend) {
        List<Tensor> given = run(backend, X, true, 1, true);
        List<Tensor> absent = run(backend, X, true, 1, false);
        for (int i = 0; i < 3; i++) {
            equal(given.get(i), absent.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void in_inference_it_gives_the_statistics_back(String backend) {
        List<Tensor> results = run(backend, X, false, 0.5, true);
        assertThat(results.get(0).getFlat(7)).isCloseTo(6 / Math.sqrt(2.001), within(1e-6));
        equal(results.get(1), ONE);
        equal(results.get(2), TWO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void D10_one_number_a_channel_has_variance_0(String backend) {
        List<Tensor> results = run(backend, Tensor.fill(TensorType.of(DType.FLOAT32, 1, 1, 1, 1), 7), true, 1, false);
        assertThat(results.get(0).item()).isEqualTo(0);
        assertThat(results.get(2).item()).isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void an_empty_batch_leaves_the_statistics_and_passes_nothing_back(String backend) {
        Tensor empty = Tensor.zeros(0, 2, 2, 1);
        for (double share : new double[] {0.1, 1}) {
            List<Tensor> results = run(backend, empty, true, share, true);
            assertThat(results.get(0).shape()).isEqualTo(empty.shape());
            equal(results.get(1), ONE);
            equal(results.get(2), TWO);
        }
        List<Tensor> gradients = OnBackend.all(
                backend,
                v -> {
                    Value y = Ops.fusedBatchNorm(v.get(0), v.get(1), v.get(2)).y();
                    return Gradients.of(Ops.sum(y), v);
                },
                empty,
                ONE,
                TWO);
        assertThat(gradients.get(0).shape()).isEqualTo(empty.shape());
        assertThat(gradients.get(1).item()).isEqualTo(0);
        assertThat(gradients.get(2).item()).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"reference, BFLOAT16", "reference, FLOAT16", "onednn, BFLOAT16", "onednn, FLOAT16"})
    void with_16_bits_statistics_stay_float32(String backend, DType dtype) {
        List<Tensor> results = run(backend, X.cast(dtype), true, 1, false);
        assertThat(results.get(0).dtype()).isEqualTo(dtype);
        assertThat(results.get(0).getFlat(0)).isCloseTo(-1.5274, within(0.01));
        assertThat(results.get(2).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(results.get(2).item()).isCloseTo(6, within(1e-5));
    }

    @Test
    void nothing_flows_through_the_stored_statistics() {
        List<Tensor> gradients = OnBackend.all(
                "reference",
                v -> {
                    FusedBatchNorm<Value> fused = Ops.fusedBatchNorm(
                            v.get(0), v.get(1), v.get(1), v.get(1), v.get(2), 1e-3, ImageFormat.NHWC, true, 0.5);
                    return Gradients.of(
                            Ops.sum(Ops.add(fused.runningMean(), fused.runningVariance())),
                            List.of(v.get(0), v.get(2)));
                },
                X,
                ONE,
                TWO);
        assertThat(gradients.get(0).toDoubles()).containsOnly(0);
        assertThat(gradients.get(1).toDoubles()).containsOnly(0);
    }

    @Test
    void E40_statistics_are_demanded_in_inference() {
        assertThatThrownBy(() -> fused(X, null, null, ImageFormat.NHWC, false, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        fusedBatchNorm needs mean and variance
                          expected: both in inference
                          given:    mean null, variance null
                          fix:      give the stored mean and variance""");
    }

    @Test
    void E40_statistics_are_demanded_where_they_are_averaged() {
        assertThatThrownBy(() -> fused(X, ONE, null, ImageFormat.NHWC, true, 0.5))
                .hasMessage("""
                        fusedBatchNorm needs mean and variance
                          expected: both in training with averageFactor 0.5, which is not 1
                          given:    mean float32[1], variance null
                          fix:      give the stored mean and variance, or averageFactor 1""");
    }

    @Test
    void E41_a_rank_other_than_the_formats_is_refused() {
        assertThatThrownBy(() -> fused(Tensor.zeros(2, 3), null, null, ImageFormat.NHWC, true, 1))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        fusedBatchNorm cannot use this x
                          expected: rank 4, as NHWC says
                          given:    x of shape [2, 3], rank 2
                          fix:      name x's format, or reshape x""");
        assertThatThrownBy(() -> fused(Tensor.zeros(2, 1, 1, 1), null, null, ImageFormat.NDHWC, true, 1))
                .hasMessageContaining("expected: rank 5, as NDHWC says");
    }

    @Test
    void E41_a_parameter_of_another_length_is_named() {
        Tensor x = Tensor.zeros(2, 3, 4, 5);
        assertThatThrownBy(() -> Ops.fusedBatchNorm(x, Tensor.ones(3), Tensor.ones(5)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        fusedBatchNorm cannot use this scale
                          expected: a vector of length 5, the size of x on axis 3
                          given:    scale of shape [3], x of shape [2, 3, 4, 5]
                          fix:      give one entry for each position of axis 3""");
        assertThatThrownBy(() -> Ops.fusedBatchNorm(x, Tensor.ones(5), Tensor.ones(1, 5)))
                .hasMessageContaining("given:    offset of shape [1, 5]");
        Tensor three = Tensor.ones(3);
        assertThatThrownBy(() ->
                        Ops.fusedBatchNorm(x, three, three, Tensor.ones(4), three, 1e-3, ImageFormat.NCHW, false, 1))
                .hasMessageContaining("given:    mean of shape [4]");
        assertThatThrownBy(() ->
                        Ops.fusedBatchNorm(x, three, three, three, Tensor.ones(1), 1e-3, ImageFormat.NCHW, false, 1))
                .as("a vector of length 1 does not stretch")
                .hasMessageContaining("given:    variance of shape [1]");
    }

    @Test
    void a_parameter_of_another_type_is_named() {
        assertThatThrownBy(() -> Ops.fusedBatchNorm(X.cast(DType.BFLOAT16), ONE.cast(DType.BFLOAT16), ONE))
                .isInstanceOf(DTypeException.class)
                .hasMessage("""
                        fusedBatchNorm cannot use this scale
                          expected: float32 beside x of bfloat16
                          given:    scale of bfloat16
                          fix:      cast it: ops.cast(scale, DType.FLOAT32)""");
    }

    @Test
    void D1_a_share_outside_of_0_to_1_is_refused() {
        assertThatThrownBy(() -> fused(X, ONE, TWO, ImageFormat.NHWC, true, 1.5))
                .hasMessage("""
                        fusedBatchNorm needs a share of the batch
                          expected: 0 <= averageFactor <= 1
                          given:    averageFactor 1.5
                          fix:      give 1 - momentum""");
    }

    @Test
    void formats_have_tensorflows_names() {
        assertThat(ImageFormat.named("NCDHW").channelAxis()).isEqualTo(1);
        assertThat(ImageFormat.named("NDHWC").channelAxis()).isEqualTo(4);
        assertThatThrownBy(() -> ImageFormat.named("NWHC"))
                .hasMessageContaining("expected: one of [NHWC, NCHW, NDHWC, NCDHW]");
        assertThat(Shape.of(1, 2, 3, 4).rank()).isEqualTo(ImageFormat.NCHW.rank());
    }

    private static void equal(Tensor result, Tensor expected) {
        assertThat(result.difference(expected, 0, 0)).isEmpty();
    }

    private static List<Tensor> run(String backend, Tensor x, boolean training, double share, boolean statistics) {
        return OnBackend.all(
                backend,
                v -> {
                    FusedBatchNorm<Value> fused = Ops.fusedBatchNorm(
                            v.get(0),
                            v.get(1),
                            v.get(2),
                            statistics ? v.get(1) : null,
                            statistics ? v.get(3) : null,
                            1e-3,
                            ImageFormat.NHWC,
                            training,
                            share);
                    return List.of(fused.y(), fused.runningMean(), fused.runningVariance());
                },
                x,
                ONE,
                Tensor.zeros(1),
                TWO);
    }

    private static FusedBatchNorm<Tensor> fused(
            Tensor x,
            @Nullable Tensor mean,
            @Nullable Tensor variance,
            ImageFormat format,
            boolean training,
            double share) {
        return Ops.fusedBatchNorm(x, ONE, ONE, mean, variance, 1e-3, format, training, share);
    }
}
