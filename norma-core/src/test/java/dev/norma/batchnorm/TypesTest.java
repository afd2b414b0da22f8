package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.constraints.NonNeg;
import dev.norma.initializers.Constant;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Semantics;
import dev.norma.layers.Weight;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Sequential;
import dev.norma.optimizers.SGD;
import dev.norma.regularizers.L1;
import dev.norma.regularizers.L1L2;
import dev.norma.regularizers.L2;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which types a batch normalization keeps its weights, computes and answers: section 3.7 and the profile matrix. */
class TypesTest {
    private static final Tensor THOUSAND = Tensor.of(new float[][] {{-1000}, {1000}});

    @ParameterizedTest
    @CsvSource({
        "KERAS3, float32, float32, float32",
        "KERAS3, float64, float64, float64",
        "KERAS3, mixed_float16, float32, float16",
        "KERAS3, mixed_bfloat16, float32, bfloat16",
        "KERAS3, float16, float16, float16",
        "KERAS3, bfloat16, bfloat16, bfloat16",
        "TF_KERAS, float32, float32, float32",
        "TF_KERAS, float64, float64, float64",
        "TF_KERAS, mixed_float16, float32, float16",
        "TF_KERAS, mixed_bfloat16, float32, bfloat16",
        "TF_KERAS, float16, float32, float16",
        "TF_KERAS, bfloat16, float32, bfloat16",
        "TF1_LAYERS, float16, float32, float16",
    })
    void weights_and_results_have_the_types_of_the_policy(
            Semantics semantics, String policy, String variables, String output) {
        BatchNormalization norm =
                new BatchNormalization().semantics(semantics).dtype(policy).renorm(true);
        for (boolean training : new boolean[] {true, false}) {
            assertThat(norm.apply(THOUSAND, training).dtype()).hasToString(output);
        }
        assertThat(norm.weights())
                .hasSize(7)
                .allMatch(weight -> weight.parameter().dtype().toString().equals(variables));
    }

    @ParameterizedTest
    @CsvSource({
        "KERAS3, mixed_float16, 10000.990234375",
        "KERAS3, float16, 10000",
        "TF_KERAS, mixed_float16, 10000.990234375",
        "TF_KERAS, float16, 10000.990234375",
        "KERAS3, mixed_bfloat16, 10000.990234375",
        "KERAS3, bfloat16, 9984",
    })
    void a_variance_that_16_bits_cannot_hold_is_computed_in_float32(
            Semantics semantics, String policy, double variance) {
        BatchNormalization norm = new BatchNormalization().semantics(semantics).dtype(policy);
        assertThat(norm.apply(THOUSAND, true).toDoubles()).containsExactly(-1, 1);
        assertThat(norm.movingVariance().value().toDoubles()).containsExactly(variance);
    }

    @Test
    void N28_a_stored_variance_beyond_float16_stays_where_variables_are_float32() {
        BatchNormalization norm = new BatchNormalization().dtype("mixed_float16");
        norm.ensureBuilt(List.of(TensorType.of(DType.FLOAT32, 1, 4, 4, 3)));
        norm.movingVariance().set(Tensor.of(70000f, 70000f, 70000f));
        norm.apply(Tensor.ones(1, 4, 4, 3), false);
        assertThat(norm.movingVariance().value().toDoubles()).containsExactly(70000, 70000, 70000);
    }

    @Test
    void averages_of_16_bits_are_formed_in_float32_and_rounded_once() {
        BatchNormalization norm = new BatchNormalization().dtype("bfloat16").momentum(0.9);
        norm.apply(Tensor.of(new float[][] {{1}, {3}}), true);
        // 2 * 0.1 in float32, then rounded: 0.2 is 0.2001953125 in bfloat16
        assertThat(norm.movingMean().value().toDoubles()).containsExactly(DType.BFLOAT16.round(2 * 0.1f));
        norm.apply(Tensor.of(new float[][] {{1}, {3}}), true);
        double second = DType.BFLOAT16.round(DType.BFLOAT16.round(0.2) * 0.9 + 0.2);
        assertThat(norm.movingMean().value().toDoubles()).containsExactly(second);
    }

    @Test
    void integers_and_booleans_are_computed_in_float32() {
        BatchNormalization norm = new BatchNormalization().dtype("float64");
        Tensor y = norm.apply(Tensor.of(new int[][] {{0, 1}, {2, 3}}), true);
        assertThat(y.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(y.get(1, 0)).isEqualTo((float) (1 / Math.sqrt(1.001)));
        Tensor flags = Tensor.of(new boolean[][] {{false}, {true}});
        assertThat(new BatchNormalization().apply(flags, true).get(1, 0)).isCloseTo(0.9980, within(1e-4));
    }

    @Test
    void integers_are_cast_to_the_compute_type_first_in_Keras_2() {
        Tensor x = Tensor.of(new int[][] {{0}, {1}});
        BatchNormalization exact =
                new BatchNormalization().semantics(Semantics.TF_KERAS).dtype("float64");
        assertThat(exact.apply(x, true).get(1, 0)).isCloseTo(.5 / Math.sqrt(.251), within(1e-14));
        Tensor large = Tensor.of(new int[][] {{0}, {70000}});
        BatchNormalization half =
                new BatchNormalization().semantics(Semantics.TF_KERAS).dtype("mixed_float16");
        assertThat(half.apply(large, true).get(1, 0)).as("infinite in float16").isNaN();
        assertThat(new BatchNormalization()
                        .dtype("mixed_float16")
                        .apply(large, true)
                        .get(1, 0))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixed_float16", "mixed_bfloat16"})
    void gamma_and_beta_count_as_wide_as_they_are_kept(String policy) {
        BatchNormalization norm = new BatchNormalization()
                .dtype(policy)
                .gammaInitializer(new Constant(1 + 0x1p-12))
                .betaInitializer(new Constant(-1 - 0x1p-13));
        Tensor y = norm.epsilon(0).apply(THOUSAND, true);
        assertThat(y.get(1, 0))
                .as("gamma - beta, of which 16 bits know nothing")
                .isEqualTo(0x1p-13);
    }

    @Test
    void what_float16_cannot_hold_is_infinite_before_the_layer_sees_it_unless_nothing_is_cast() {
        Tensor x = Tensor.of(new float[][] {{0}, {70000}});
        BatchNormalization cast = new BatchNormalization().dtype("mixed_float16");
        assertThat(cast.apply(x, true).get(1, 0)).isNaN();
        BatchNormalization kept =
                new BatchNormalization().dtype("mixed_float16").autocast(false);
        assertThat(kept.apply(x, true).get(1, 0)).isEqualTo(1);
    }

    @Test
    void the_factors_of_l1_and_l2_are_float32_numbers_in_a_float64_layer() {
        Tensor one = Tensor.of(new double[] {1});
        assertThat(new L1(.01).penalty(one).item()).isEqualTo(0.009999999776482582);
        assertThat(new L2(.01).penalty(one).item()).isEqualTo(0.009999999776482582);
        assertThat(new L1L2(.01, 0).penalty(one).item()).isEqualTo(0.009999999776482582);
        assertThat(new L1L2(0, .01).penalty(one).item()).isEqualTo(0.009999999776482582);
    }

    @Test
    void a_penalty_is_computed_in_the_type_of_the_weight() {
        Sequential net = new Sequential(
                new InputLayer(3),
                new BatchNormalization()
                        .dtype("bfloat16")
                        .scale(false)
                        .betaInitializer(new Constant(.3))
                        .betaRegularizer(new L2(1)));
        net.compile(new SGD(0), new MeanSquaredError());
        Tensor x = Tensor.zeros(2, 3);
        double loss = net.testOnBatch(x, net.predict(x)).get("loss");
        assertThat(loss).isCloseTo(3 * .09, within(2e-3));
        assertThat(loss).isEqualTo(DType.BFLOAT16.round(loss)).isNotEqualTo((float) (3 * .09));
    }

    @Test
    void without_autocast_an_input_keeps_its_type_and_the_result_has_the_layers() {
        Tensor x = Tensor.of(new double[][] {{1}, {1 + 1e-9}});
        BatchNormalization wide = new BatchNormalization().autocast(false).epsilon(0);
        Tensor y = wide.apply(x, true);
        assertThat(y.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(y.toDoubles()).containsExactly(new double[] {-1, 1}, within(1e-6));
        assertThat(new BatchNormalization().epsilon(1e-12).apply(x, true).toDoubles())
                .as("in float32 both are 1")
                .containsExactly(0, 0);
    }

    @Test
    void Keras_2_makes_a_float32_of_the_share_of_the_batch() {
        Tensor x = Tensor.of(new double[][] {{2}, {2}});
        BatchNormalization keras2 =
                new BatchNormalization().semantics(Semantics.TF_KERAS).dtype("float64");
        keras2.apply(x, true);
        assertThat(keras2.movingMean().value().item()).isEqualTo(2 * 0.009999999776482582);
        BatchNormalization keras3 = new BatchNormalization().dtype("float64");
        keras3.apply(x, true);
        assertThat(keras3.movingMean().value().item()).isEqualTo(2 * (1 - 0.99));
    }

    @ParameterizedTest
    @EnumSource
    void Keras_3_makes_a_float32_of_epsilon_where_it_bounds_the_deviation_of_renorm(Semantics semantics) {
        BatchNormalization norm = new BatchNormalization()
                .semantics(semantics)
                .dtype("float64")
                .renorm(true)
                .epsilon(0.1);
        norm.ensureBuilt(List.of(TensorType.of(DType.FLOAT64, 2, 1)));
        norm.weight("renorm_stddev").set(Tensor.of(new double[] {0}));
        double root = Math.sqrt(semantics == Semantics.KERAS3 ? 0.1f : 0.1);
        Tensor y = norm.apply(Tensor.of(new double[][] {{0}, {2}}), true);
        assertThat(y.get(1, 0)).isCloseTo(2 / root, within(1e-14));
        assertThat(Math.sqrt(0.1f)).isNotEqualTo(Math.sqrt(0.1));
    }

    @ParameterizedTest
    @EnumSource
    void D15_renorm_works_in_float64(Semantics semantics) {
        BatchNormalization norm =
                new BatchNormalization().semantics(semantics).renorm(true).dtype("float64");
        Tensor x = Tensor.of(new double[][] {{1, 2}, {3, 5}});
        assertThat(norm.apply(x, true).toDoubles())
                .as("the first step is the identity")
                .containsExactly(new double[] {1, 2, 3, 5}, within(1e-14));
    }

    @Test
    void D17_a_constraint_works_on_a_Keras_2_layer_in_float64() {
        BatchNormalization norm = new BatchNormalization()
                .semantics(Semantics.TF_KERAS)
                .dtype("float64")
                .gammaConstraint(new NonNeg());
        Sequential net = new Sequential(new InputLayer(2).dtype("float64"), norm, new Dense(1).dtype("float64"));
        net.setSeed(1);
        net.compile(new SGD(10), new MeanSquaredError());
        Tensor x = Tensor.normal(5, 8, 2).cast(DType.FLOAT64);
        for (int step = 0; step < 3; step++) {
            net.trainOnBatch(x, Tensor.normal(6, 8, 1).cast(DType.FLOAT64));
        }
        assertThat(Arrays.stream(norm.gamma().value().toDoubles()).min().orElseThrow())
                .isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"float16", "bfloat16", "mixed_float16", "mixed_bfloat16"})
    void gradients_have_the_types_of_the_weights(String policy) {
        BatchNormalization norm = new BatchNormalization().dtype(policy);
        Called called = Called.of(norm, THOUSAND, Tensor.ones(2, 1), Called.How.TRAINING);
        DType variable = norm.policy().variable();
        assertThat(called.dGamma().dtype()).isEqualTo(variable);
        assertThat(called.dx().dtype()).isEqualTo(DType.FLOAT32);
        assertThat(called.dBeta().toDoubles()).containsExactly(2);
        assertThat(norm.weights().stream().map(Weight::shape)).allMatch(Shape.of(1)::equals);
    }
}
