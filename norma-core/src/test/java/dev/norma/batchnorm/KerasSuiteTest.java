package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.initializers.Constant;
import dev.norma.initializers.Initializer;
import dev.norma.initializers.Ones;
import dev.norma.initializers.Zeros;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Freezing;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Layer;
import dev.norma.layers.Masking;
import dev.norma.layers.RenormClipping;
import dev.norma.layers.TimeDistributed;
import dev.norma.layers.Weight;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Sequential;
import dev.norma.optimizers.SGD;
import dev.norma.regularizers.L2;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import dev.norma.training.Fit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows N1 to N35 of the specification of batch normalization: what the tests of Keras 3's layer ask, on both back ends. */
class KerasSuiteTest {
    private static final List<String> BACKENDS = List.of("reference", "onednn");

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N1_basics_of_vectors(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization().center(true).scale(true);
            assertThat(norm.apply(Tensor.normal(1, 2, 3), true).type().shape()).isEqualTo(Shape.of(2, 3));
            assertWeights(norm, 2, 2, 0);
            assertThat(masked(norm, Tensor.normal(1, 2, 3), Tensor.of(new boolean[] {true, false})))
                    .as("a mask is taken")
                    .isNotNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N2_basics_without_gamma_and_beta(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization().center(false).scale(false);
            assertThat(norm.apply(Tensor.normal(1, 2, 3), true).type().shape()).isEqualTo(Shape.of(2, 3));
            assertWeights(norm, 0, 2, 0);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N3_basics_of_images_with_penalties(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm =
                    new BatchNormalization().betaRegularizer(new L2(0.01)).gammaRegularizer(new L2(0.01));
            Tensor x = Tensor.normal(1, 2, 4, 4, 3);
            assertThat(norm.apply(x, true).type().shape()).isEqualTo(x.type().shape());
            assertWeights(norm, 2, 2, 2);
        });
    }

    static Stream<Arguments> combinations() {
        return BACKENDS.stream()
                .flatMap(backend -> Stream.of(-1, 1)
                        .flatMap(axis -> Stream.of(Shape.of(5, 2, 3), Shape.of(5, 3, 3, 2))
                                .flatMap(shape -> Stream.of(0.0, 1.0)
                                        .flatMap(mean -> Stream.of(0.0, 1.0)
                                                .map(variance ->
                                                        Arguments.of(backend, axis, shape, mean, variance))))));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void N4_to_N19_a_chain_of_training_calls_normalizes(
            String backend, int axis, Shape shape, double mean, double variance) {
        OnBackend.run(backend, () -> {
            Initializer means = mean == 0 ? new Zeros() : new Ones();
            Initializer variances = variance == 0 ? new Zeros() : new Ones();
            BatchNormalization norm = new BatchNormalization()
                    .axis(axis)
                    .momentum(0)
                    .movingMeanInitializer(means)
                    .movingVarianceInitializer(variances);
            Tensor x = spread(7, 5, 10, shape);
            Tensor before = norm.apply(x, false);
            Tensor y = norm.apply(x, true);
            assertThat(before.allClose(y, 1e-3, 1e-3)).as("inference before").isFalse();
            y = norm.apply(norm.apply(y, true), true);
            int channels = axis < 0 ? shape.rank() - 1 : axis;
            assertThat(PerChannel.of(y, channels).farFromStandard()).isLessThan(1e-3);
            assertThat(norm.movingMean().value().toDoubles())
                    .usingComparatorWithPrecision(1e-3)
                    .containsOnly(0);
            assertThat(norm.movingVariance().value().toDoubles())
                    .usingComparatorWithPrecision(2e-3)
                    .containsOnly(1);
            Tensor after = norm.apply(y, false);
            assertThat(after.allClose(norm.apply(y, true), 1e-2, 1e-2))
                    .as("inference after")
                    .isTrue();
            Tensor mask = Tensor.of(pattern(shape));
            assertThat(maskedInference(norm, x, mask).difference(norm.apply(x, false), 0, 0))
                    .as("a mask changes nothing in inference")
                    .isEmpty();
            assertThat(masked(norm, x, mask).allClose(norm.apply(x, true), 1e-3, 1e-3))
                    .as("a mask changes the result of training")
                    .isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({"reference, false", "reference, true", "onednn, false", "onednn, true"})
    void N20_a_batch_that_is_wholly_masked_gives_zeros(String backend, boolean synchronize) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm =
                    new BatchNormalization().scale(false).center(false).synchronize(synchronize);
            Tensor y = masked(norm, Tensor.zeros(4, 5), Tensor.of(new boolean[4]));
            assertThat(y.toDoubles()).hasSize(20).containsOnly(0);
        });
    }

    @ParameterizedTest
    @CsvSource({"reference, 0", "reference, 0.1", "reference, 1", "onednn, 0", "onednn, 0.1", "onednn, 1"})
    void N21_to_N26_masked_values_do_not_count(String backend, float padding) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization().momentum(0);
            Sequential net = new Sequential(new InputLayer(4, 2), new Masking().maskValue(padding), norm);
            net.compile(new SGD(0.01), new MeanSquaredError());
            float[] once = {1, 5, 2, 5, padding, padding, padding, padding};
            float[] rows = repeated(once, 10);
            Tensor x = Tensor.of(Shape.of(10, 4, 2), rows);
            net.fit(x, Tensor.zeros(10, 4, 2), Fit.epochs(5).verbose(0));
            assertThat(norm.movingMean().value().toDoubles()).containsExactly(new double[] {1.5, 5}, within(1e-6));
            assertThat(norm.movingVariance().value().toDoubles()).containsExactly(new double[] {.25, 0}, within(1e-6));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N27_a_frozen_layer_stays_and_one_that_is_released_learns(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization().momentum(0.8).epsilon(1e-7);
            norm.ensureBuilt(List.of(new TensorType(DType.FLOAT32, Shape.of(1, 4, 4, 3))));
            norm.trainable(false);
            assertWeights(norm, 0, 4, 0);
            Tensor x = spread(3, 5, 10, Shape.of(200, 4, 4, 3));
            for (int step = 0; step < 10; step++) {
                assertThat(norm.apply(x, true).allClose(x, 1e-5, 1e-4)).isTrue();
            }
            norm.trainable(true);
            assertWeights(norm, 2, 2, 0);
            for (int step = 0; step < 10; step++) {
                norm.apply(x, true);
            }
            assertThat(PerChannel.of(norm.apply(x, true), 3).farFromStandard()).isLessThan(1e-3);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N28_a_large_variance_is_kept_under_a_mixed_policy(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization().dtype("mixed_float16");
            norm.ensureBuilt(List.of(new TensorType(DType.FLOAT32, Shape.of(1, 4, 4, 3))));
            norm.movingVariance().set(Tensor.of(70000f, 70000f, 70000f));
            assertThat(norm.movingVariance().value().toDoubles()).containsOnly(70000);
            Tensor y = norm.apply(Tensor.ones(1, 4, 4, 3), false);
            assertThat(y.dtype()).isEqualTo(DType.FLOAT16);
            assertThat(y.getFlat(0)).as("used in float32").isCloseTo(1 / Math.sqrt(70000.001), within(3e-6));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N29_a_mask_of_size_one_counts_for_all_positions(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization().momentum(0);
            Tensor mask = Tensor.of(new boolean[][][] {{{true}, {true}}});
            Tensor y = masked(norm, Tensor.ones(1, 2, 3, 4), mask);
            assertThat(y.toDoubles()).usingComparatorWithPrecision(1e-6).containsOnly(0);
            assertThat(norm.movingMean().value().toDoubles())
                    .usingComparatorWithPrecision(1e-6)
                    .containsOnly(1);
            assertThat(norm.movingVariance().value().toDoubles())
                    .usingComparatorWithPrecision(1e-6)
                    .containsOnly(0);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N30_renorm_has_three_more_weights(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization plain = new BatchNormalization().renorm(true);
            plain.apply(Tensor.normal(1, 2, 3), true);
            assertWeights(plain, 2, 5, 0);
            BatchNormalization limited =
                    new BatchNormalization().renorm(true).renormClipping(RenormClipping.of(3.0, .3, 5.0));
            Tensor x = Tensor.normal(1, 2, 4, 4, 3);
            assertThat(limited.apply(x, true).type().shape()).isEqualTo(x.type().shape());
            assertWeights(limited, 2, 5, 0);
            assertThat(names(limited.weights()))
                    .containsExactly(
                            "gamma",
                            "beta",
                            "moving_mean",
                            "moving_variance",
                            "moving_stddev",
                            "renorm_mean",
                            "renorm_stddev");
        });
    }

    static Stream<Arguments> wrongLimits() {
        return Stream.of(
                Arguments.of("E07", Map.of("random_key", 1.0), "random_key"),
                Arguments.of("E08", Map.of("rmax", 0.0, "rmin", 1.0), "rmax"),
                Arguments.of("E09", Map.of("rmax", 1.0, "dmax", -1.0), "dmax"));
    }

    @ParameterizedTest
    @MethodSource("wrongLimits")
    void N31_limits_of_renorm_are_checked(String id, Map<String, Double> limits, String named) {
        assertThatThrownBy(() -> new BatchNormalization()
                        .name("bn")
                        .configure(Map.of("renorm", true, "renorm_clipping", limits)))
                .as(id)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named)
                .hasMessageContaining("expected")
                .hasMessageContaining("fix");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N32_deviations_begin_with_the_root_of_the_variance(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization().renorm(true).movingVarianceInitializer(new Constant(4));
            norm.ensureBuilt(List.of(new TensorType(DType.FLOAT32, Shape.of(-1, 5))));
            assertThat(norm.weight("moving_stddev").value().toDoubles())
                    .hasSize(5)
                    .containsOnly(2);
            assertThat(norm.weight("renorm_stddev").value().toDoubles())
                    .hasSize(5)
                    .containsOnly(2);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N33_inference_of_renorm_is_that_of_a_plain_layer(String backend) {
        OnBackend.run(backend, () -> {
            Tensor x = Tensor.normal(5, 4, 10);
            BatchNormalization plain = new BatchNormalization();
            plain.apply(x, true);
            BatchNormalization renorm = new BatchNormalization().renorm(true);
            renorm.ensureBuilt(List.of(x.type()));
            plain.weights().forEach(weight -> renorm.weight(weight.name()).set(weight.value()));
            assertThat(renorm.apply(x, false).difference(plain.apply(x, false), 1e-5, 1e-5))
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N34_renorm_follows_its_formulas(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm =
                    new BatchNormalization().renorm(true).momentum(.9).renormMomentum(.8);
            Tensor x = Tensor.of(Shape.of(3, 3), 4, 6, 2, 8, -2, 5, 6, 4, 3);
            norm.ensureBuilt(List.of(x.type()));
            double[][] state = {{.3, -.7, 1.1}, {1.4, .6, 2.3}, {.5, 1.5, .8}, {-.2, .9, .4}, {1.2, .7, 1.9}};
            List<String> names =
                    List.of("moving_mean", "moving_variance", "moving_stddev", "renorm_mean", "renorm_stddev");
            for (int i = 0; i < names.size(); i++) {
                norm.weight(names.get(i)).set(Tensor.of(state[i]).cast(DType.FLOAT32));
            }
            double[] y = norm.apply(x, true).toDoubles();
            PerChannel batch = PerChannel.of(x, 1);
            for (int c = 0; c < 3; c++) {
                double mean = batch.means()[c];
                double s = Math.sqrt(Math.pow(batch.deviations()[c], 2) + 1e-3);
                double rs = Math.max(state[4][c], Math.sqrt(1e-3));
                for (int i = 0; i < 3; i++) {
                    double normalized = (x.get(i, c) - mean) / s;
                    double expected = s / rs * normalized + (mean - state[3][c]) / rs;
                    assertThat(y[i * 3 + c]).isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
                }
                assertThat(stored(norm, "renorm_mean", c)).isCloseTo(.8 * state[3][c] + .2 * mean, within(1e-5));
                assertThat(stored(norm, "renorm_stddev", c)).isCloseTo(.8 * state[4][c] + .2 * s, within(1e-5));
                assertThat(stored(norm, "moving_mean", c)).isCloseTo(.9 * state[0][c] + .1 * mean, within(1e-5));
                double deviation = .9 * state[2][c] + .1 * s;
                assertThat(stored(norm, "moving_stddev", c)).isCloseTo(deviation, within(1e-5));
                assertThat(stored(norm, "moving_variance", c))
                        .isCloseTo(Math.max(0, deviation * deviation - 1e-3), within(1e-5));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N35_a_configuration_comes_back(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization()
                    .renorm(true)
                    .renormClipping(RenormClipping.of(3.0, .3, 5.0))
                    .renormMomentum(.95);
            BatchNormalization again = new BatchNormalization();
            again.configure(norm.config());
            assertThat(again.config()).isEqualTo(norm.config());
            assertThat(again.renormMomentum()).isEqualTo(.95);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N36_inside_a_wrapper_it_keeps_its_weights(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization();
            Layer wrapper = new TimeDistributed(norm);
            wrapper.apply(Tensor.normal(1, 2, 3, 4), true);
            assertThat(wrapper.trainableWeights()).hasSize(2);
            assertThat(wrapper.nonTrainableWeights()).hasSize(2);
        });
    }

    // ---- what the rows share

    private static void assertWeights(Layer layer, int trained, int kept, int losses) {
        assertThat(layer.trainableWeights()).hasSize(trained);
        assertThat(layer.nonTrainableWeights()).hasSize(kept);
        assertThat(layer.penalizedWeights(Freezing.CURRENT).stream().filter(weight -> weight.regularizer() != null))
                .hasSize(losses);
    }

    private static List<String> names(List<Weight> weights) {
        return weights.stream().map(Weight::name).toList();
    }

    private static double stored(BatchNormalization norm, String name, int channel) {
        return norm.weight(name).value().getFlat(channel);
    }

    private static Tensor masked(BatchNormalization norm, Tensor x, Tensor mask) {
        return norm.apply(List.of(x), mask, true).getFirst();
    }

    private static Tensor maskedInference(BatchNormalization norm, Tensor x, Tensor mask) {
        return norm.apply(List.of(x), mask, false).getFirst();
    }

    /** The numbers over and over. */
    static float[] repeated(float[] numbers, int times) {
        float[] all = new float[times * numbers.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers[i % numbers.length];
        }
        return all;
    }

    /** Normal numbers of this mean and deviation. */
    static Tensor spread(long seed, double mean, double deviation, Shape shape) {
        float[] numbers = Tensor.normal(seed, shape.size()).toFloats();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (mean + deviation * numbers[i]);
        }
        return Tensor.of(shape, numbers);
    }

    /** A mask of the shape without its last axis in which every third position is out. */
    private static Object pattern(Shape shape) {
        boolean[][] flat = new boolean[(int) shape.dim(0)][(int) shape.dim(1)];
        for (int i = 0; i < flat.length; i++) {
            for (int j = 0; j < flat[i].length; j++) {
                flat[i][j] = (i + j) % 3 != 0;
            }
        }
        if (shape.rank() == 3) {
            return flat;
        }
        boolean[][][] wide = new boolean[flat.length][flat[0].length][1];
        for (int i = 0; i < flat.length; i++) {
            for (int j = 0; j < flat[i].length; j++) {
                wide[i][j][0] = flat[i][j];
            }
        }
        return wide;
    }
}
