package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.batchnorm.Called.How;
import dev.norma.graph.Value;
import dev.norma.initializers.Constant;
import dev.norma.initializers.Zeros;
import dev.norma.layers.Adjustment;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.Semantics;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which statistics a batch has, and how the moving ones follow: sections 1, 3.6 and 4.3 to 4.6. */
class StatisticsTest {
    private static BatchNormalization of(Semantics semantics) {
        return new BatchNormalization().semantics(semantics);
    }

    private static double variance(BatchNormalization norm) {
        return norm.movingVariance().value().toDoubles()[0];
    }

    private static double mean(BatchNormalization norm) {
        return norm.movingMean().value().toDoubles()[0];
    }

    // ---- the estimator

    @ParameterizedTest
    @EnumSource
    void a_fused_layer_stores_the_unbiased_variance_and_normalizes_by_the_biased_one(Semantics semantics) {
        BatchNormalization norm = of(semantics).momentum(.5).movingVarianceInitializer(new Zeros());
        Tensor y = norm.apply(Tensor.of(Shape.of(2, 1, 1, 1), 0, 2), true);
        assertThat(variance(norm)).isEqualTo(semantics == Semantics.KERAS3 ? .5 : 1);
        assertThat(y.toDoubles()[1]).isCloseTo(1 / Math.sqrt(1.001), within(1e-7));
    }

    @Test
    void a_layer_that_is_not_fused_stores_the_biased_variance() {
        Tensor image = Tensor.of(Shape.of(2, 1, 1, 1), 0, 2);
        BatchNormalization zero = of(Semantics.TF_KERAS).momentum(.5).movingVarianceInitializer(new Zeros());
        BatchNormalization told = zero.fused(false);
        told.apply(image, true);
        assertThat(variance(told)).isEqualTo(.5);
        BatchNormalization together = of(Semantics.TF_KERAS)
                .momentum(.5)
                .movingVarianceInitializer(new Zeros())
                .synchronize(true);
        together.apply(image, true);
        assertThat(variance(together)).isEqualTo(.5);
        BatchNormalization table = of(Semantics.TF_KERAS).momentum(.5).movingVarianceInitializer(new Zeros());
        table.apply(Tensor.of(Shape.of(2, 1), 0, 2), true);
        assertThat(variance(table)).isEqualTo(.5);
    }

    @Test
    void a_vector_has_nothing_to_reduce_and_becomes_beta() {
        BatchNormalization norm = new BatchNormalization().axis(0).betaInitializer(new Constant(3));
        assertThat(norm.apply(Tensor.of(5f, 7f), true).toDoubles()).containsExactly(3, 3);
        assertThat(norm.movingMean().value().toDoubles()).containsExactly(new double[] {.05, .07}, within(1e-7));
    }

    // ---- masks

    private static List<Tensor> masked(BatchNormalization norm, Tensor x, Tensor mask) {
        return norm.apply(List.of(x), mask, true);
    }

    @ParameterizedTest
    @EnumSource
    void a_weight_of_one_half_counts_as_1_in_Keras_3_and_as_one_half_before(Semantics semantics) {
        BatchNormalization norm = of(semantics).momentum(0);
        masked(norm, Tensor.of(new float[][] {{0}, {3}}), Tensor.of(1f, .5f));
        assertThat(mean(norm)).isCloseTo(semantics == Semantics.KERAS3 ? 1.5 : 1, within(1e-7));
    }

    @ParameterizedTest
    @EnumSource
    void one_valid_value_shows_what_Keras_3_adds_to_the_count(Semantics semantics) {
        BatchNormalization norm = of(semantics).momentum(0);
        masked(norm, Tensor.of(new float[][] {{1}, {5}}), Tensor.of(new boolean[] {true, false}));
        assertThat((float) mean(norm)).isEqualTo(semantics == Semantics.KERAS3 ? 0.9999999f : 1);
    }

    @ParameterizedTest
    @EnumSource
    void N20_a_batch_that_is_masked_whole_has_mean_and_variance_0(Semantics semantics) {
        BatchNormalization norm = of(semantics).momentum(.5);
        Tensor y = masked(norm, Tensor.of(new float[][] {{1}, {2}}), Tensor.of(new boolean[] {false, false}))
                .getFirst();
        assertThat(y.toDoubles())
                .containsExactly(new double[] {1 / Math.sqrt(1e-3), 2 / Math.sqrt(1e-3)}, within(1e-5));
        assertThat(mean(norm)).isEqualTo(0);
        assertThat(variance(norm)).isEqualTo(.5);
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void what_is_not_a_number_under_the_mask_stays_there_in_Keras_3(Machine machine) {
        machine.run(() -> {
            BatchNormalization norm =
                    new BatchNormalization().dtype(machine.policy()).momentum(0);
            Tensor x = machine.tensor(Shape.of(3, 1), 1, 3, Double.NaN);
            Called called = Called.of(
                    norm, x, machine.tensor(Shape.of(3, 1), 1, 2, 4), How.TRAINING.masked(Tensor.of(new boolean[] {
                        true, true, false
                    })));
            assertThat(called.y().toDoubles()[1]).isCloseTo(1 / Math.sqrt(1.001), within(1e-6));
            assertThat(called.y().toDoubles()[2]).isNaN();
            assertThat(mean(norm)).isCloseTo(2, within(1e-6));
            assertThat(variance(norm)).isCloseTo(1, within(1e-6));
            assertThat(called.dBeta().toDoubles()).containsExactly(7);
            assertThat(called.dx().toDoubles()[2])
                    .as("gamma * inv * g where it is masked")
                    .isCloseTo(4 / Math.sqrt(1.001), within(1e-6));
            assertThat(called.dGamma().item()).isNaN();
        });
    }

    @Test
    void what_is_not_a_number_under_the_mask_spreads_in_Keras_2() {
        BatchNormalization norm = of(Semantics.TF_KERAS);
        Tensor y = masked(norm, Tensor.of(new float[][] {{1}, {3}, {Float.NaN}}), Tensor.of(new boolean[] {
                    true, true, false
                }))
                .getFirst();
        assertThat(y.toDoubles()).containsOnly(Double.NaN);
    }

    // ---- empty batches

    @ParameterizedTest
    @EnumSource
    void D2_an_empty_batch_changes_nothing(Semantics semantics) {
        for (boolean renorm : new boolean[] {false, true}) {
            BatchNormalization norm = of(semantics).renorm(renorm).movingMeanInitializer(new Constant(2));
            Shape none = Shape.of(0, 2, 2, 3);
            norm.ensureBuilt(List.of(new TensorType(DType.FLOAT32, none)));
            List<Tensor> before = norm.getWeights();
            Called called = Called.of(norm, Tensor.zeros(0, 2, 2, 3), Tensor.zeros(0, 2, 2, 3), How.TRAINING);
            assertThat(called.y().shape()).isEqualTo(none);
            assertThat(called.dx().shape()).isEqualTo(none);
            assertThat(called.dGamma().toDoubles()).containsExactly(0, 0, 0);
            assertThat(called.dBeta().toDoubles()).containsExactly(0, 0, 0);
            for (int i = 0; i < before.size(); i++) {
                assertThat(norm.getWeights().get(i).contentEquals(before.get(i)))
                        .isTrue();
            }
        }
    }

    @Test
    void D17_an_empty_batch_of_rank_5_with_channels_first_has_a_gradient_of_its_shape() {
        for (Machine machine : new Machine[] {Machine.REFERENCE_32, Machine.ONEDNN_32}) {
            machine.run(() -> {
                BatchNormalization norm = of(Semantics.TF_KERAS).axis(1);
                Tensor none = Tensor.zeros(0, 3, 2, 2, 2);
                Called called = Called.of(norm, none, none, How.TRAINING);
                assertThat(norm.fused()).isTrue();
                assertThat(called.dx().shape()).isEqualTo(none.shape());
                assertThat(called.dGamma().toDoubles()).containsExactly(0, 0, 0);
                assertThat(called.dBeta().toDoubles()).containsExactly(0, 0, 0);
            });
        }
    }

    @Test
    void an_empty_batch_of_ghosts_changes_nothing() {
        BatchNormalization norm = of(Semantics.TF_KERAS).virtualBatchSize(2);
        assertThat(norm.apply(Tensor.zeros(0, 3), true).shape()).isEqualTo(Shape.of(0, 3));
        assertThat(norm.movingVariance().value().toDoubles()).containsExactly(1, 1, 1);
    }

    // ---- ghost batches

    @Test
    void a_ghost_batch_of_the_whole_batch_is_plain_batch_normalization() {
        Tensor x = Tensor.normal(3, 6, 5, 4, 3);
        BatchNormalization ghosts = of(Semantics.TF_KERAS).virtualBatchSize(6).axis(1);
        BatchNormalization plain = of(Semantics.TF_KERAS).axis(1).fused(false);
        assertThat(ghosts.apply(x, true).allClose(plain.apply(x, true), 0, 1e-6))
                .isTrue();
        Tensor variance = ghosts.movingVariance().value();
        assertThat(variance.shape()).isEqualTo(Shape.of(1, 1, 5, 1, 1));
        assertThat(variance.reshape(5).allClose(plain.movingVariance().value(), 1e-6, 0))
                .isTrue();
    }

    @Test
    void D6_ghost_batches_need_no_multiple_in_inference() {
        for (Semantics semantics : new Semantics[] {Semantics.TF_KERAS, Semantics.TF1_LAYERS}) {
            BatchNormalization norm = of(semantics).virtualBatchSize(8);
            assertThat(norm.apply(Tensor.ones(1, 28, 28), false).shape()).isEqualTo(Shape.of(1, 28, 28));
        }
    }

    // ---- adjustment

    @Test
    void adjustment_is_not_asked_in_inference() {
        int[] asked = {0};
        Adjustment half = (x, context) -> {
            asked[0]++;
            return Adjustment.of(Tensor.scalar(.5), Tensor.scalar(0)).adjust(x, context);
        };
        BatchNormalization norm = of(Semantics.TF_KERAS).adjustment(half);
        Tensor x = Tensor.of(new float[][] {{0}, {2}});
        assertThat(norm.apply(x, false).get(1, 0)).isEqualTo((float) (2 / Math.sqrt(1.001)));
        assertThat(asked[0]).isEqualTo(0);
        assertThat(norm.apply(x, true).get(1, 0)).isCloseTo(.5 / Math.sqrt(1.001), within(1e-7));
        assertThat(asked[0]).isEqualTo(1);
    }

    // ---- updates

    @Test
    void a_layer_that_is_called_twice_updates_twice_in_the_order_of_the_calls() {
        BatchNormalization norm = new BatchNormalization().momentum(.5);
        Trace trace = new Trace("two calls");
        Value a = trace.feed("a", TensorType.of(DType.FLOAT32, 2, 1));
        Value b = trace.feed("b", TensorType.of(DType.FLOAT32, 2, 1));
        Context context = Context.of(trace, true);
        List<Value> results = List.of(norm.apply(a, context), norm.apply(b, context));
        new Launcher(trace.finish(results, false))
                .run(List.of(
                        Tensor.fill(TensorType.of(DType.FLOAT32, 2, 1), 4),
                        Tensor.fill(TensorType.of(DType.FLOAT32, 2, 1), 8)));
        assertThat(mean(norm)).as("(0 + 4) / 2 = 2, then (2 + 8) / 2").isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void a_frozen_layer_normalizes_by_the_batch_in_TensorFlow_1_only(Semantics semantics) {
        BatchNormalization norm = of(semantics).trainable(false);
        Tensor y = norm.apply(Tensor.of(new float[][] {{0}, {2}}), true);
        double byBatch = 1 / Math.sqrt(1.001);
        assertThat(y.get(1, 0)).isCloseTo(semantics == Semantics.TF1_LAYERS ? byBatch : 2 * byBatch, within(1e-6));
        assertThat(mean(norm)).isEqualTo(0);
        assertThat(norm.trainableWeights()).isEmpty();
    }
}
