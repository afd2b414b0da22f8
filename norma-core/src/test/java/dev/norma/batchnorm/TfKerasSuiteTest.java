package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.batchnorm.Called.How;
import dev.norma.constraints.Constraint;
import dev.norma.constraints.MaxNorm;
import dev.norma.constraints.NonNeg;
import dev.norma.graph.Value;
import dev.norma.initializers.Constant;
import dev.norma.initializers.Ones;
import dev.norma.initializers.Zeros;
import dev.norma.layers.Adjustment;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.Freezing;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Masking;
import dev.norma.layers.Semantics;
import dev.norma.layers.TimeDistributed;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Compile;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.optimizers.SGD;
import dev.norma.regularizers.L1;
import dev.norma.regularizers.L2;
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

/**
 * The rows L1 to L34 of the specification of batch normalization: what the tests of tf.keras' layer ask, on both back ends
 * where there are numbers. L24 is in {@link ReplicasTest}. L20 needs TensorFlow 1's collections, and the file of L32 the formats
 * of files.
 */
class TfKerasSuiteTest {
    private static BatchNormalization layer() {
        return new BatchNormalization().semantics(Semantics.TF_KERAS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void L1_shapes_training_and_configuration(String backend) {
        OnBackend.run(backend, () -> {
            contract(
                    layer().momentum(.9)
                            .epsilon(.1)
                            .betaRegularizer(new L2(.01))
                            .gammaRegularizer(new L2(.01)),
                    3,
                    4,
                    2);
            for (long[] shape : new long[][] {{3, 4, 2}, {3, 2, 4, 2}}) {
                contract(
                        layer().gammaInitializer(new Ones())
                                .betaInitializer(new Ones())
                                .movingMeanInitializer(new Zeros())
                                .movingVarianceInitializer(new Ones()),
                        shape);
            }
            contract(layer().scale(false).center(false), 3, 3);
        });
    }

    @Test
    void L2_weights() {
        assertThat(built(layer().scale(false).center(false), -1, 3, 4).trainableWeights())
                .isEmpty();
        BatchNormalization norm = built(layer(), -1, 3, 4);
        assertThat(norm.weights()).hasSize(4);
        assertThat(norm.trainableWeights()).hasSize(2);
    }

    @Test
    void L3_penalties_and_constraints() {
        Constraint below = new MaxNorm();
        Constraint above = new NonNeg();
        BatchNormalization norm = built(
                layer().gammaRegularizer(new L1(.1))
                        .betaRegularizer(new L1(.1))
                        .gammaConstraint(below)
                        .betaConstraint(above),
                -1,
                3,
                4);
        assertThat(norm.penalizedWeights(Freezing.CURRENT)).hasSize(2);
        assertThat(norm.gamma().constraint()).isSameAs(below);
        assertThat(norm.beta().constraint()).isSameAs(above);
    }

    @Test
    void L4_synchronized_and_fused_exclude_each_other() {
        assertRefused("synchronized", layer().synchronize(true).fused(true), 2, 4, 4, 3);
    }

    @ParameterizedTest
    @CsvSource({"reference, 1", "reference, -1", "onednn, 1", "onednn, -1"})
    void L5_a_network_of_images_normalizes_after_training(String backend, int axis) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer().axis(axis).momentum(.8);
            Shape shape = axis == 1 ? Shape.of(1000, 3, 4, 4) : Shape.of(1000, 4, 4, 3);
            Sequential net = new Sequential(axis == 1 ? new InputLayer(3, 4, 4) : new InputLayer(4, 4, 3), norm);
            net.compile(new SGD(0.01), new MeanSquaredError());
            Tensor x = KerasSuiteTest.spread(11, 5, 10, shape);
            net.fit(x, x, Fit.epochs(4).verbose(0));
            assertThat(PerChannel.of(withoutAffine(norm, net.predict(x), axis), axis == 1 ? 1 : 3)
                            .farFromStandard())
                    .isLessThan(.1);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "reference, TF_KERAS, float32, false",
        "reference, TF1_LAYERS, float32, false",
        "reference, TF_KERAS, float32, true",
        "reference, TF_KERAS, mixed_float16, false",
        "onednn, TF_KERAS, float32, false",
        "onednn, TF1_LAYERS, float32, false",
        "onednn, TF_KERAS, float32, true",
        "onednn, TF_KERAS, mixed_float16, false"
    })
    void L6_training_comes_to_the_statistics_of_the_data(
            String backend, Semantics semantics, String policy, boolean synchronize) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm =
                    new BatchNormalization().semantics(semantics).momentum(.8).dtype(policy);
            if (synchronize) {
                norm.synchronize(true);
            }
            Tensor x = KerasSuiteTest.spread(13, 5, 10, Shape.of(1000, 2, 2, 2));
            for (int epoch = 0; epoch < 4; epoch++) {
                for (int from = 0; from < 1000; from += 100) {
                    norm.apply(x.rows(from, from + 100), true);
                }
            }
            assertThat(PerChannel.of(norm.apply(x, false), 3).farFromStandard()).isLessThan(.2);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void L7_a_mixed_policy_keeps_wide_weights(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer().dtype("mixed_float16");
            Tensor x = KerasSuiteTest.spread(17, 0, 9, Shape.of(10, 4, 4, 3));
            assertThat(norm.apply(x, true).dtype()).isEqualTo(DType.FLOAT16);
            assertThat(norm.apply(x.cast(DType.INT32), true).dtype()).isEqualTo(DType.FLOAT16);
            assertThat(norm.gamma().value().dtype()).isEqualTo(DType.FLOAT32);
            assertThat(norm.beta().value().dtype()).isEqualTo(DType.FLOAT32);
        });
    }

    @ParameterizedTest
    @CsvSource({"reference, true", "reference, false", "onednn, true", "onednn, false"})
    void L8_squares_beyond_float16_do_not_overflow(String backend, boolean fused) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer().dtype("mixed_float16").fused(fused);
            Tensor y = norm.apply(Tensor.of(Shape.of(2, 1, 1, 1), -1000, 1000), true);
            assertThat(y.toDoubles()).containsExactly(-1, 1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void L9_frozen_and_compiled_again_training_computes_what_evaluation_does(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer();
            Sequential net = new Sequential(new InputLayer(5), norm);
            net.compile(new SGD(.1), new MeanSquaredError());
            Tensor x = KerasSuiteTest.spread(19, 5, 10, Shape.of(64, 5));
            Tensor y = Tensor.normal(20, 64, 5);
            net.fit(x, y, Fit.epochs(3).verbose(0));
            norm.trainable(false);
            net.compile(new SGD(.1), new MeanSquaredError());
            double evaluated = net.evaluate(x, y).get("loss");
            assertThat(net.trainOnBatch(x, y).get("loss")).isCloseTo(evaluated, within(1e-5 * evaluated));
        });
    }

    @ParameterizedTest
    @CsvSource({"reference, false", "reference, true", "onednn, false", "onednn, true"})
    void L10_masked_values_do_not_count(String backend, boolean synchronize) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer().momentum(0).synchronize(synchronize);
            Sequential net = new Sequential(new InputLayer(4, 2), new Masking().maskValue(0), norm);
            net.compile(new SGD(0.01), new MeanSquaredError());
            float[] once = {1, 5, 2, 5, 0, 0, 0, 0};
            float[] rows = KerasSuiteTest.repeated(once, 10);
            net.fit(
                    Tensor.of(Shape.of(10, 4, 2), rows),
                    Tensor.zeros(10, 4, 2),
                    Fit.epochs(5).verbose(0));
            assertThat(norm.movingMean().value().toDoubles()).containsExactly(1.5, 5);
            assertThat(norm.movingVariance().value().toDoubles()).containsExactly(.25, 0);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void L11_ten_calls_move_the_averages_a_tenth_of_the_way(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer();
            for (int step = 0; step < 10; step++) {
                norm.apply(Tensor.of(Shape.of(1, 1), .5f), true);
            }
            assertThat(norm.movingMean().value().item()).isCloseTo(.047, within(3e-3));
            assertThat(norm.movingVariance().value().item()).isCloseTo(.9, within(3e-2));
        });
    }

    @ParameterizedTest
    @CsvSource({"reference, 4", "reference, 5", "onednn, 4", "onednn, 5"})
    void L12_what_is_fused_stores_the_unbiased_variance(String backend, int rank) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer().momentum(.5).movingVarianceInitializer(new Zeros());
            norm.apply(Tensor.of(rank == 4 ? Shape.of(2, 1, 1, 1) : Shape.of(2, 1, 1, 1, 1), 0, 2), true);
            assertThat(norm.fused()).isTrue();
            assertThat(norm.movingVariance().value().item()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void L13_three_calls_in_a_chain(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer().scale(false).center(false).fused(true);
            Tensor y = Tensor.of(Shape.of(2, 1, 1, 1), -1000, 1000);
            for (int call = 0; call < 3; call++) {
                y = norm.apply(y, true);
            }
            assertThat(y.toDoubles()).containsExactly(new double[] {-.9995, .9995}, within(1e-4));
        });
    }

    @ParameterizedTest
    @CsvSource({"reference, false", "reference, true", "onednn, false", "onednn, true"})
    void L14_a_batch_that_is_wholly_masked_gives_zeros(String backend, boolean synchronize) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer().scale(false).center(false).synchronize(synchronize);
            Tensor mask = Tensor.of(new boolean[4]);
            assertThat(norm.apply(List.of(Tensor.zeros(4, 5)), mask, true)
                            .getFirst()
                            .toDoubles())
                    .hasSize(20)
                    .containsOnly(0);
        });
    }

    @Test
    void L15_what_counts_as_fused_in_TensorFlow_1() {
        assertThat(tf1().fused()).isTrue();
        assertThat(tf1().fused(false).fused()).isFalse();
        BatchNormalization ghosts = tf1().virtualBatchSize(2);
        assertThat(ghosts.fused()).isTrue();
        assertThat(built(ghosts, 4, 4, 4, 3).fused()).isFalse();
    }

    @Test
    void L16_what_counts_as_fused_in_TensorFlow_2() {
        assertThat(built(layer(), 4, 4, 4, 3).fused()).isTrue();
        assertThat(built(layer(), 4, 4, 4).fused()).isFalse();
        assertThat(built(layer(), 4, 4, 4, 4, 3).fused()).isTrue();
        assertThat(layer().virtualBatchSize(2).fused()).isFalse();
        assertThat(layer().fused(false).fused()).isFalse();
        assertThat(built(layer().axes(3).fused(true), 4, 4, 4, 3).fused()).isTrue();
    }

    @Test
    void L17_fused_excludes_what_it_cannot_do() {
        assertRefused("renorm", layer().fused(true).renorm(true), 4, 4, 4, 3);
        assertRefused("axis is 1 or 3", layer().fused(true).axis(2), 4, 4, 4, 3);
        assertRefused("axis is 1 or 3", layer().fused(true).axes(1, 3), 4, 4, 4, 3);
        assertRefused("virtual", layer().fused(true).virtualBatchSize(2), 4, 4, 4, 3);
        Adjustment adjustment = Adjustment.of(Tensor.ones(3), Tensor.zeros(3));
        assertRefused("adjustment", layer().fused(true).adjustment(adjustment), 4, 4, 4, 3);
        assertRefused("4D or 5D input tensors", layer().fused(true), 4, 4, 3);
    }

    @Test
    void L18_ghost_batches_of_8() {
        assertThat(built(layer().virtualBatchSize(8), -1, -1, -1, 3).isBuilt()).isTrue();
        BatchNormalization norm = layer().virtualBatchSize(8);
        assertThat(norm.apply(Tensor.zeros(1, 28, 28), false).type().shape()).isEqualTo(Shape.of(1, 28, 28));
        assertThatThrownBy(() -> norm.apply(Tensor.zeros(1, 28, 28), true))
                .as("E30")
                .hasMessageContaining("8")
                .hasMessageContaining("given")
                .hasMessageContaining("fix");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void L19_an_empty_batch_changes_nothing(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer();
            assertThat(norm.apply(Tensor.zeros(0, 2, 2, 2), true).size()).isZero();
            assertThat(norm.movingMean().value().toDoubles()).containsOnly(0);
            assertThat(norm.movingVariance().value().toDoubles()).containsOnly(1);
            assertThat(norm.gamma().value().toDoubles()).containsOnly(1);
            assertThat(norm.beta().value().toDoubles()).containsOnly(0);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void L21_a_shared_layer_trains_with_two_inputs_and_in_two_models(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer();
            Value left = Input.named("left", 4);
            Value right = Input.named("right", 4);
            Model both = new Model(List.of(left, right), List.of(norm.apply(left), norm.apply(right)));
            Tensor x = KerasSuiteTest.spread(21, 3, 1, Shape.of(16, 4));
            both.compile(Compile.with(new SGD(.1)).loss(new MeanSquaredError()));
            both.fit(
                    Map.of("left", x, "right", x),
                    Map.of("y0", x, "y1", x),
                    Fit.epochs(1).verbose(0));
            assertThat(norm.movingMean().value().toDoubles())
                    .as("two updates towards 3")
                    .usingComparatorWithPrecision(.03)
                    .containsOnly(3 * (1 - .99 * .99));
            Value again = Input.of(4);
            Model second = new Model(again, norm.apply(again));
            second.compile(new SGD(.1), new MeanSquaredError());
            double[] moved = norm.movingMean().value().toDoubles();
            second.trainOnBatch(x, x);
            assertThat(norm.movingMean().value().toDoubles()).isNotEqualTo(moved);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void L22_freezing_models_and_layers(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer();
            Sequential net = new Sequential(new InputLayer(3), norm);
            Tensor x = KerasSuiteTest.spread(23, 5, 3, Shape.of(32, 3));
            Tensor before = net.predict(x);
            net.setTrainable(false);
            train(net, x);
            assertThat(net.predict(x).difference(before, 1e-7, 1e-7))
                    .as("frozen model")
                    .isEmpty();
            net.setTrainable(true);
            train(net, x);
            Tensor moved = net.predict(x);
            assertThat(moved.difference(before, 1e-7, 1e-7)).as("released").isPresent();
            norm.trainable(false);
            train(net, x);
            assertThat(net.predict(x).difference(moved, 1e-7, 1e-7))
                    .as("frozen layer")
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void L23_training_uses_the_batch_whatever_is_stored(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm =
                    layer().movingMeanInitializer(new Constant(.5)).movingVarianceInitializer(new Constant(100));
            Tensor x = Tensor.range(10).cast(DType.FLOAT32).reshape(10, 1);
            double[] y = norm.apply(x, true).toDoubles();
            PerChannel batch = PerChannel.of(x, 1);
            for (int i = 0; i < 10; i++) {
                assertThat(y[i]).isCloseTo((i - batch.means()[0]) / batch.deviations()[0], within(1e-3));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "reference, true, false", "reference, false, false", "reference, false, true",
        "onednn, true, false", "onednn, false, false", "onednn, false, true"
    })
    void L25_replicas_normalize_large_batches(String backend, boolean fused, boolean renorm) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer().renorm(renorm)
                    .synchronize(renorm)
                    .renormMomentum(.5)
                    .momentum(.8);
            if (!renorm) {
                norm.fused(fused);
            }
            Tensor x = KerasSuiteTest.spread(26, 5, 10, Shape.of(64, 10, 20, 30));
            Called called = null;
            for (int step = 0; step < (renorm ? 40 : 1); step++) {
                called = Called.of(norm, x, x, How.TRAINING.replicated(2));
            }
            assertThat(PerChannel.of(called.y(), 3).farFromStandard()).isLessThan(.1);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "REFERENCE_64, false, true", "REFERENCE_64, false, false", "REFERENCE_64, true, true",
                "REFERENCE_64, true, false",
        "REFERENCE_32, false, true", "REFERENCE_32, false, false", "REFERENCE_32, true, true",
                "REFERENCE_32, true, false",
        "ONEDNN_32, false, true", "ONEDNN_32, false, false", "ONEDNN_32, true, true", "ONEDNN_32, true, false"
    })
    void L26_gradients_equal_differences_to_the_second_order(Machine machine, boolean fused, boolean training) {
        Tensor x = fused
                ? Tensor.of(.1, .2, -.3, .4, .25, -.15).reshape(3, 1, 1, 2)
                : Tensor.of(.1, .2, -.3).reshape(3, 1);
        Tensor g =
                Tensor.normal(27, x.size()).cast(DType.FLOAT64).reshape(x.type().shape());
        Tensor v =
                Tensor.normal(28, x.size()).cast(DType.FLOAT64).reshape(x.type().shape());
        BatchNormalization norm = layer().fused(fused)
                .dtype(fused || !machine.isExact() ? "float32" : "float64")
                .autocast(false);
        SecondOrder order = new SecondOrder(norm, training, g, v, machine);
        SecondOrder exact = new SecondOrder(norm, training, g, v, Machine.REFERENCE_64);
        Tensor gradient = order.gradient(x);
        Tensor gradientAlong = order.gradientAlong(x);
        double h = 1e-3;
        for (int i = 0; i < x.size(); i++) {
            double slope = (exact.loss(moved(x, i, h)) - exact.loss(moved(x, i, -h))) / (2 * h);
            assertThat(gradient.getFlat(i)).as("first order, %d", i).isCloseTo(slope, within(1e-3));
            double curve = (exact.along(moved(x, i, h)) - exact.along(moved(x, i, -h))) / (2 * h);
            assertThat(gradientAlong.getFlat(i))
                    .as("second order, %d", i)
                    .isCloseTo(curve, within(1e-3 * Math.max(1, Math.abs(curve))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void L27_a_mixed_policy_trains_as_float32_does(String backend) {
        OnBackend.run(backend, () -> {
            Tensor x = Tensor.of(Shape.of(2, 2), .5f, -1.5f, 2.25f, 3);
            BatchNormalization wide = layer();
            BatchNormalization mixed = layer().dtype("mixed_float16");
            assertThat(mixed.apply(x, true).cast(DType.FLOAT32).difference(wide.apply(x, true), 1e-2, 1e-2))
                    .isEmpty();
            assertThat(mixed.movingVariance()
                            .value()
                            .difference(wide.movingVariance().value(), 1e-2, 1e-2))
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void L28_frozen_during_fit_nothing_moves(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer().trainable(false);
            Sequential net = new Sequential(new InputLayer(10), norm, new Dense(1));
            net.compile(new SGD(.01), new MeanSquaredError());
            net.fit(
                    Tensor.normal(29, 10, 10),
                    Tensor.normal(30, 10, 1),
                    Fit.epochs(2).batchSize(2).verbose(0));
            assertThat(norm.movingMean().value().toDoubles()).containsOnly(0);
            assertThat(norm.movingVariance().value().toDoubles()).containsOnly(1);
        });
    }

    @Test
    void L29_two_models_that_share_their_layers() {
        BatchNormalization norm = layer();
        Dense dense = new Dense(1);
        Value a = Input.of(3);
        Model first = new Model(a, dense.apply(norm.apply(a)));
        Value b = Input.of(3);
        Model second = new Model(b, dense.apply(norm.apply(b)));
        Value c = Input.of(3);
        Model whole = new Model(c, Ops.add(first.apply(c), second.apply(c)));
        assertThat(whole.trainableWeights()).hasSize(4);
        assertThat(whole.nonTrainableWeights()).hasSize(2);
        assertThat(whole.weights()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void L30_flags_count_as_they_were_when_each_model_was_compiled(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer();
            Value a = Input.of(3);
            Model first = new Model(a, norm.apply(a));
            norm.trainable(false);
            first.compile(new SGD(.1), new MeanSquaredError());
            Value b = Input.of(3);
            Model second = new Model(b, norm.apply(b));
            norm.trainable(true);
            second.compile(new SGD(.1), new MeanSquaredError());
            Tensor x = KerasSuiteTest.spread(31, 5, 2, Shape.of(16, 3));
            List<Tensor> before = norm.getWeights();
            first.trainOnBatch(x, Tensor.zeros(16, 3));
            for (int i = 0; i < 4; i++) {
                assertThat(norm.getWeights().get(i).contentEquals(before.get(i)))
                        .as("weight %d", i)
                        .isTrue();
            }
            second.trainOnBatch(x, Tensor.zeros(16, 3));
            for (int i = 0; i < 4; i++) {
                assertThat(norm.getWeights().get(i).contentEquals(before.get(i)))
                        .as("weight %d", i)
                        .isFalse();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void L31_in_a_wrapper_over_time(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer();
            TimeDistributed wrapper = new TimeDistributed(norm);
            Sequential net = new Sequential(new InputLayer(10, 2), wrapper);
            net.compile(new SGD(.1), new MeanSquaredError());
            net.trainOnBatch(KerasSuiteTest.spread(32, 5, 2, Shape.of(1, 10, 2)), Tensor.zeros(1, 10, 2));
            assertThat(norm.movingMean().value().toDoubles()).doesNotContain(0);
            assertThat(norm.movingVariance().value().toDoubles()).doesNotContain(1);
            assertThat(wrapper.trainableWeights()).hasSize(2);
            norm.trainable(false);
            assertThat(wrapper.trainableWeights()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void L32_a_moved_mean_stays_in_inference_and_in_a_frozen_layer(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = layer();
            Tensor x = Tensor.of(Shape.of(3, 1), 11, 12, 13);
            norm.apply(x, true);
            assertThat(norm.movingMean().value().item()).isCloseTo(.12, within(1e-6));
            norm.apply(Tensor.of(Shape.of(3, 1), 14, 15, 16), false);
            assertThat(norm.movingMean().value().item()).isCloseTo(.12, within(1e-6));
            BatchNormalization frozen = layer().trainable(false);
            frozen.apply(x, true);
            assertThat(frozen.movingMean().value().item()).isEqualTo(0);
            frozen.trainable(true);
            frozen.apply(x, true);
            assertThat(frozen.movingMean().value().item()).isCloseTo(.12, within(1e-6));
        });
    }

    @Test
    void L33_three_channels_have_twelve_parameters() {
        Sequential net = new Sequential(new InputLayer(3), layer());
        assertThat(net.summary())
                .contains("Total params: 12")
                .contains("Trainable params: 6")
                .contains("Non-trainable params: 6");
    }

    @Test
    void L34_a_configuration_keeps_whose_layer_it_is() {
        for (Semantics whose : Semantics.values()) {
            BatchNormalization again = new BatchNormalization();
            again.configure(new BatchNormalization().semantics(whose).config());
            assertThat(again.semantics()).isEqualTo(whose);
        }
    }

    // ---- what the rows share

    private static void contract(BatchNormalization norm, long... shape) {
        Tensor x = KerasSuiteTest.spread(1, 1, 2, Shape.of(shape));
        Sequential net = new Sequential(new InputLayer(Arrays.copyOfRange(shape, 1, shape.length)), norm);
        net.compile(new SGD(.01), new MeanSquaredError());
        List<Tensor> before = norm.getWeights();
        net.trainOnBatch(x, Tensor.zeros(shape));
        Tensor y = net.predict(x);
        assertThat(y.type().shape()).isEqualTo(Shape.of(shape));
        for (int i = 0; i < before.size(); i++) {
            assertThat(norm.getWeights().get(i).contentEquals(before.get(i)))
                    .as("weight %d", i)
                    .isFalse();
        }
        BatchNormalization again = new BatchNormalization();
        again.configure(norm.config());
        again.ensureBuilt(List.of(x.type()));
        again.setWeights(norm.getWeights());
        assertThat(again.apply(x, false).difference(y, 1e-6, 1e-6)).isEmpty();
    }

    /** Where gamma and beta are taken away from a result. */
    private static Tensor withoutAffine(BatchNormalization norm, Tensor y, int axis) {
        double[] numbers = y.toDoubles();
        double[] gamma = norm.gamma().value().toDoubles();
        double[] beta = norm.beta().value().toDoubles();
        int inner = axis == 1 ? 16 : 1;
        for (int i = 0; i < numbers.length; i++) {
            int channel = i / inner % gamma.length;
            numbers[i] = (numbers[i] - beta[channel]) / gamma[channel];
        }
        return Tensor.of(numbers).reshape(y.type().shape());
    }

    private static void train(Sequential net, Tensor x) {
        net.compile(new SGD(.1), new MeanSquaredError());
        net.fit(x, Tensor.zeros(32, 3), Fit.epochs(2).verbose(0));
    }

    private static Tensor moved(Tensor x, int i, double by) {
        double[] numbers = x.toDoubles();
        numbers[i] += by;
        return Tensor.of(numbers).reshape(x.type().shape());
    }

    private static void assertRefused(String what, BatchNormalization norm, long... shape) {
        assertThatThrownBy(() -> built(norm, shape))
                .hasMessageContaining("fused")
                .hasMessageContaining(what)
                .hasMessageContaining("expected")
                .hasMessageContaining("given");
    }

    private static BatchNormalization tf1() {
        return new BatchNormalization().semantics(Semantics.TF1_LAYERS);
    }

    private static BatchNormalization built(BatchNormalization norm, long... shape) {
        norm.ensureBuilt(List.of(new TensorType(DType.FLOAT32, Shape.of(shape))));
        return norm;
    }
}
