package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.batchnorm.Called.How;
import dev.norma.initializers.Constant;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Input;
import dev.norma.layers.Semantics;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Model;
import dev.norma.ops.Ops;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import dev.norma.training.Fit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 7.5 of the specification of batch normalization: what the library asks of itself at the edges, on both back ends. */
class EdgesTest {
    @ParameterizedTest
    @CsvSource({"reference, 1", "reference, 2", "reference, -1", "onednn, 1", "onednn, 2", "onednn, -1"})
    void a_single_channel_with_a_mask_on_every_axis_D5(String backend, int axis) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization().axis(axis).momentum(0);
            Tensor x = Tensor.of(Shape.of(4, 1, 1), 1, 3, 100, -50);
            Tensor mask = Tensor.of(new boolean[][] {{true}, {true}, {false}, {false}});
            Tensor y = norm.apply(List.of(x), mask, true).getFirst();
            assertThat(norm.movingMean().value().item()).isCloseTo(2, within(1e-6));
            assertThat(norm.movingVariance().value().item()).isCloseTo(1, within(1e-6));
            assertThat(y.getFlat(2)).isCloseTo(98 / Math.sqrt(1.001), within(1e-4));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void a_NaN_under_the_mask_reaches_no_statistic_and_no_valid_output(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization().momentum(0);
            Tensor x = Tensor.of(Shape.of(1, 3, 1), 1, 3, Float.NaN);
            Tensor y = norm.apply(List.of(x), Tensor.of(new boolean[][] {{true, true, false}}), true)
                    .getFirst();
            assertThat(norm.movingMean().value().item()).isCloseTo(2, within(1e-6));
            assertThat(norm.movingVariance().value().item()).isCloseTo(1, within(1e-6));
            assertThat(y.getFlat(0)).isCloseTo(-1 / Math.sqrt(1.001), within(1e-6));
            assertThat(y.getFlat(2)).isNaN();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "reference, KERAS3", "reference, TF_KERAS", "reference, TF1_LAYERS",
        "onednn, KERAS3", "onednn, TF_KERAS", "onednn, TF1_LAYERS"
    })
    void one_value_per_channel_gives_beta_and_no_gradient_D10(String backend, Semantics semantics) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization()
                    .semantics(semantics)
                    .betaInitializer(new Constant(.25))
                    .momentum(.5);
            Tensor x = Tensor.of(Shape.of(1, 1, 1, 2), 3, -7);
            Called called = Called.of(norm, x, Tensor.of(Shape.of(1, 1, 1, 2), 1, 2), How.TRAINING);
            assertThat(called.y().toDoubles()).containsExactly(.25, .25);
            assertThat(called.dx().toDoubles()).containsExactly(0, 0);
            assertThat(called.dGamma().toDoubles()).containsExactly(0, 0);
            assertThat(called.dBeta().toDoubles()).containsExactly(1, 2);
            assertThat(norm.movingVariance().value().toDoubles())
                    .as("0 moves in, also where a fused kernel would divide by N - 1 = 0")
                    .containsExactly(.5, .5);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void large_numbers_with_little_noise_have_no_negative_variance(String backend) {
        OnBackend.run(backend, () -> {
            for (long seed = 0; seed < 50; seed++) {
                BatchNormalization norm = new BatchNormalization().momentum(0).epsilon(1e-7);
                Tensor x = KerasSuiteTest.spread(seed, 1e4, 1e-2, Shape.of(64, 3));
                Tensor y = norm.apply(x, true);
                double[] variances = norm.movingVariance().value().toDoubles();
                PerChannel exact = PerChannel.of(x, 1);
                for (int c = 0; c < 3; c++) {
                    double expected = exact.deviations()[c] * exact.deviations()[c];
                    double rounding = Math.pow(6 * Math.pow(2, -24) * 1e4, 2);
                    assertThat(variances[c]).as("seed %d", seed).isNotNegative();
                    assertThat(variances[c])
                            .as("seed %d", seed)
                            .isCloseTo(expected, within(1e-4 * expected + rounding));
                }
                assertThat(Arrays.stream(y.toDoubles()).allMatch(Double::isFinite))
                        .as("seed %d", seed)
                        .isTrue();
            }
        });
    }

    @Test
    void a_configuration_of_tf_keras_with_a_list_of_one_axis_loads_D11() {
        BatchNormalization norm = BatchNormalization.ofTfKeras(Map.of("axis", List.of(3)));
        assertThat(norm.axes()).containsExactly(3);
        assertThat(norm.semantics()).isEqualTo(Semantics.TF_KERAS);
        norm.ensureBuilt(List.of(new TensorType(DType.FLOAT32, Shape.of(-1, 4, 4, 5))));
        assertThat(norm.gamma().shape()).isEqualTo(Shape.of(5));
        assertThat(norm.fused()).isTrue();
    }

    @Test
    void a_configuration_of_built_ghost_batches_is_shifted_back() {
        BatchNormalization built = BatchNormalization.ofTfKeras(Map.of("axis", List.of(2), "virtual_batch_size", 2));
        assertThat(built.axes()).as("a list is that of a built layer").containsExactly(1);
        BatchNormalization given = BatchNormalization.ofTfKeras(Map.of("axis", 2, "virtual_batch_size", 2));
        assertThat(given.axes()).as("a number is the user's own").containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void a_layer_that_is_shared_moves_twice_in_a_step_in_the_order_of_its_calls_D7(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization().momentum(.5);
            var left = Input.named("left", 1);
            var right = Input.named("right", 1);
            Model model = new Model(List.of(left, right), List.of(Ops.add(norm.apply(left), norm.apply(right))));
            model.compile(new SGD(0), new MeanSquaredError());
            model.fit(
                    Map.of("left", Tensor.of(Shape.of(2, 1), 4, 4), "right", Tensor.of(Shape.of(2, 1), 100, 100)),
                    Map.of("y", Tensor.zeros(2, 1)),
                    Fit.epochs(1).verbose(0));
            assertThat(norm.movingMean().value().item()).isEqualTo((0 * .5 + 4 * .5) * .5 + 100 * .5);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void a_pure_float16_policy_computes_in_float32_and_rounds_once(String backend) {
        OnBackend.run(backend, () -> {
            Tensor x = Tensor.of(Shape.of(2, 1), -1000, 1000);
            BatchNormalization pure = new BatchNormalization().dtype("float16");
            assertThat(pure.apply(x, true).toDoubles()).containsExactly(-1, 1);
            assertThat(pure.movingVariance().value().dtype()).isEqualTo(DType.FLOAT16);
            assertThat(pure.movingVariance().value().item()).isEqualTo(10000);
            BatchNormalization mixed = new BatchNormalization().dtype("mixed_float16");
            mixed.apply(x, true);
            assertThat(mixed.movingVariance().value().item()).isCloseTo(10000.99, within(1e-2));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"float16", "bfloat16"})
    void legacy_layers_keep_their_weights_wide_under_a_pure_policy(String policy) {
        for (Semantics semantics : List.of(Semantics.TF_KERAS, Semantics.TF1_LAYERS)) {
            BatchNormalization norm =
                    new BatchNormalization().semantics(semantics).dtype(policy);
            norm.apply(Tensor.ones(2, 3), true);
            assertThat(norm.getWeights()).allMatch(weight -> weight.dtype() == DType.FLOAT32);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void a_mask_counts_where_a_fused_kernel_would_not_see_it_D9(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm =
                    new BatchNormalization().semantics(Semantics.TF_KERAS).momentum(0);
            Tensor x = Tensor.of(Shape.of(3, 1, 1, 1), 0, 2, 100);
            norm.apply(List.of(x), Tensor.of(new boolean[][][] {{{true}}, {{true}}, {{false}}}), true);
            assertThat(norm.fused()).isTrue();
            assertThat(norm.movingMean().value().item()).isEqualTo(1);
            assertThat(norm.movingVariance().value().item())
                    .as("biased: it is not fused then")
                    .isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void a_frozen_layer_of_TensorFlow_1_normalizes_by_the_batch_and_moves_nothing(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm =
                    new BatchNormalization().semantics(Semantics.TF1_LAYERS).trainable(false);
            Tensor y = norm.apply(Tensor.of(Shape.of(2, 1), 0, 2), true);
            assertThat(y.get(1, 0)).isCloseTo(1 / Math.sqrt(1.001), within(1e-6));
            assertThat(norm.movingMean().value().item()).isEqualTo(0);
        });
    }

    @ParameterizedTest
    @CsvSource({"reference, KERAS3, 1", "reference, TF_KERAS, 6.5", "onednn, KERAS3, 1", "onednn, TF_KERAS, 6.5"})
    void replicas_that_are_not_synchronized_normalize_by_themselves(String backend, Semantics semantics, double mean) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm =
                    new BatchNormalization().semantics(semantics).momentum(0);
            Tensor x = Tensor.of(Shape.of(4, 1), 0, 2, 10, 14);
            Called called = Called.of(norm, x, Tensor.ones(4, 1), How.TRAINING.replicated(2));
            double first = 1 / Math.sqrt(1.001);
            double second = 2 / Math.sqrt(4.001);
            assertThat(called.y().toDoubles())
                    .containsExactly(new double[] {-first, first, -second, second}, within(1e-6));
            assertThat(norm.movingMean().value().item())
                    .as("Keras 3 keeps that of the first replica, Keras 2 the mean of all")
                    .isEqualTo(mean);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void replicas_that_are_synchronized_normalize_by_all_together(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization().synchronize(true).momentum(0);
            Tensor x = Tensor.of(Shape.of(4, 1), 0, 2, 10, 14);
            Called called = Called.of(norm, x, Tensor.ones(4, 1), How.TRAINING.replicated(2));
            assertThat(called.y().toDoubles())
                    .containsExactly(new double[] {-1.13580, -.78632, .61158, 1.31054}, within(1e-5));
            assertThat(norm.movingMean().value().item()).isEqualTo(6.5);
            assertThat(norm.movingVariance().value().item()).isEqualTo(32.75);
        });
    }
}
