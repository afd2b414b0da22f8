package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.batchnorm.Called.How;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Semantics;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Replicas, emulated by slices of a batch: section 3.9. Gradients of all of it are in {@link FiniteDifferencesTest}. */
class ReplicasTest {
    private static final Shape FOUR = Shape.of(4, 1);

    private static BatchNormalization of(Machine machine) {
        return new BatchNormalization().dtype(machine.policy()).momentum(0);
    }

    @ParameterizedTest
    @CsvSource({
        "reference, true, true", "reference, true, false", "reference, false, true", "reference, false, false",
        "onednn, true, true", "onednn, true, false", "onednn, false, true", "onednn, false, false"
    })
    void L24_two_replicas_compute_what_one_would_or_each_alone(String backend, boolean training, boolean together) {
        OnBackend.run(backend, () -> {
            for (boolean renorm : new boolean[] {false, true}) {
                for (boolean masks : new boolean[] {false, true}) {
                    How how = new How(training, masks ? mask() : null, 1);
                    compareReplicas(how, together, renorm);
                }
            }
        });
    }

    private static Tensor mask() {
        boolean[][] mask = new boolean[8][3];
        for (int i = 0; i < 24; i++) {
            mask[i / 3][i % 3] = i % 5 != 0;
        }
        return Tensor.of(mask);
    }

    private static void compareReplicas(How how, boolean together, boolean renorm) {
        Tensor x = KerasSuiteTest.spread(24, 2, 3, Shape.of(8, 3, 2));
        Tensor g = Tensor.normal(25, 8, 3, 2);
        BatchNormalization two = keras2(renorm).synchronize(together);
        if (how.training() && !together && renorm) {
            assertThatThrownBy(() -> Called.of(two, x, g, how.replicated(2)))
                    .as("not in all strategies of tf_keras either")
                    .hasMessageContaining("renorm without synchronize(true)");
            return;
        }
        Called actual = Called.of(two, x, g, how.replicated(2));
        if (together || !how.training()) {
            BatchNormalization one = keras2(renorm);
            compare(actual, two, Called.of(one, x, g, how), one.getWeights());
            return;
        }
        BatchNormalization first = keras2(false);
        BatchNormalization second = keras2(false);
        Called a = Called.of(first, x.rows(0, 4), g.rows(0, 4), half(how, 0));
        Called b = Called.of(second, x.rows(4, 8), g.rows(4, 8), half(how, 4));
        Called each = new Called(
                Ops.concatenate(0, a.y(), b.y()),
                Ops.concatenate(0, a.dx(), b.dx()),
                Map.of("gamma", Ops.add(a.dGamma(), b.dGamma()), "beta", Ops.add(a.dBeta(), b.dBeta())));
        List<Tensor> means = IntStream.range(0, 4)
                .mapToObj(i -> Ops.divide(
                        Ops.add(first.getWeights().get(i), second.getWeights().get(i)), 2))
                .toList();
        compare(actual, two, each, means);
    }

    private static BatchNormalization keras2(boolean renorm) {
        return new BatchNormalization().semantics(Semantics.TF_KERAS).renorm(renorm);
    }

    private static How half(How how, int from) {
        Tensor mask = how.mask();
        return mask == null ? how : how.masked(mask.rows(from, from + 4));
    }

    private static void compare(Called actual, BatchNormalization layer, Called expected, List<Tensor> weights) {
        assertThat(actual.y().difference(expected.y(), 1e-5, 1e-5)).isEmpty();
        assertThat(actual.dx().difference(expected.dx(), 1e-5, 1e-5)).isEmpty();
        assertThat(actual.dGamma().difference(expected.dGamma(), 1e-5, 1e-5)).isEmpty();
        assertThat(actual.dBeta().difference(expected.dBeta(), 1e-5, 1e-5)).isEmpty();
        for (int i = 0; i < weights.size(); i++) {
            assertThat(layer.getWeights().get(i).difference(weights.get(i), 1e-5, 1e-5))
                    .as(layer.weights().get(i).name())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "TF1_LAYERS", mode = EnumSource.Mode.EXCLUDE) // which drops the option
    void synchronized_replicas_are_as_one_for_renorm_and_masks(Semantics semantics) {
        Tensor x = Tensor.normal(5, 4, 6, 3);
        Tensor g = Tensor.normal(6, 4, 6, 3);
        boolean[][] mask = new boolean[4][6];
        for (int i = 0; i < 24; i++) {
            mask[i / 6][i % 6] = i % 5 != 0;
        }
        BatchNormalization one =
                new BatchNormalization().semantics(semantics).dtype("float64").renorm(true);
        BatchNormalization two = new BatchNormalization()
                .semantics(semantics)
                .dtype("float64")
                .renorm(true)
                .synchronize(true);
        How masked = How.TRAINING.masked(Tensor.of((Object) mask));
        Called whole = Called.of(one, x.cast(DType.FLOAT64), g.cast(DType.FLOAT64), masked);
        Called parts = Called.of(two, x.cast(DType.FLOAT64), g.cast(DType.FLOAT64), masked.replicated(2));
        assertThat(parts.y().difference(whole.y(), 1e-12, 1e-13)).isEmpty();
        assertThat(parts.dx().difference(whole.dx(), 1e-12, 1e-13)).isEmpty();
        assertThat(parts.dGamma().difference(whole.dGamma(), 1e-12, 1e-13)).isEmpty();
        for (int i = 0; i < one.weights().size(); i++) {
            assertThat(two.getWeights().get(i).difference(one.getWeights().get(i), 1e-13, 1e-14))
                    .isEmpty();
        }
    }

    @Test
    void a_replica_with_nothing_that_counts_adds_nothing() {
        BatchNormalization norm =
                of(Machine.REFERENCE_64).semantics(Semantics.TF_KERAS).synchronize(true);
        Tensor mask = Tensor.of(new boolean[] {true, true, false, false});
        Called called = Called.of(
                norm,
                Machine.REFERENCE_64.tensor(FOUR, 1, 3, 50, 70),
                Machine.REFERENCE_64.tensor(FOUR, 1, 1, 1, 1),
                How.TRAINING.masked(mask).replicated(2));
        assertThat(norm.movingMean().value().item()).isEqualTo(2);
        assertThat(norm.movingVariance().value().item()).isEqualTo(1);
        assertThat(called.y().get(0, 0)).isCloseTo(-1 / Math.sqrt(1.001), within(1e-12));
    }

    @Test
    void what_Keras_3_adds_to_a_count_is_added_once_for_all_replicas_and_what_is_masked_stays_out() {
        BatchNormalization norm = of(Machine.REFERENCE_64).synchronize(true);
        Called.of(
                norm,
                Machine.REFERENCE_64.tensor(FOUR, 4, Double.NaN, 50, 70),
                Machine.REFERENCE_64.tensor(FOUR, 1, 1, 1, 1),
                How.TRAINING
                        .masked(Tensor.of(new boolean[] {true, false, false, false}))
                        .replicated(2));
        double mean = 4 / (1 + 1e-7);
        assertThat(norm.movingMean().value().item()).isCloseTo(mean, within(1e-15));
        assertThat(norm.movingVariance().value().item()).isCloseTo((4 - mean) * (4 - mean) / (1 + 1e-7), within(1e-20));
    }

    @ParameterizedTest
    @EnumSource
    void TensorFlow_1_does_not_know_synchronized(Semantics semantics) {
        BatchNormalization norm = of(Machine.REFERENCE_64).semantics(semantics).synchronize(true);
        Called called = Called.of(
                norm,
                Machine.REFERENCE_64.tensor(FOUR, 0, 2, 10, 14),
                Machine.REFERENCE_64.tensor(FOUR, 1, 1, 1, 1),
                How.TRAINING.replicated(2));
        double own = 1 / Math.sqrt(1.001);
        double together = -4.5 / Math.sqrt(32.751);
        assertThat(called.y().get(1, 0)).isCloseTo(semantics == Semantics.TF1_LAYERS ? own : together, within(1e-12));
    }

    @Test
    void replicas_of_a_fused_layer_store_the_mean_of_their_unbiased_variances() {
        BatchNormalization norm = of(Machine.REFERENCE_32).semantics(Semantics.TF_KERAS);
        Tensor x = Machine.REFERENCE_32.tensor(Shape.of(4, 1, 1, 1), 0, 2, 10, 14);
        Called.of(norm, x, x, How.TRAINING.replicated(2));
        assertThat(norm.fused()).isTrue();
        assertThat(norm.movingVariance().value().item()).isEqualTo((2 + 8) / 2.0);
    }

    @Test
    void what_cannot_be_split_or_does_not_go_together_is_refused() {
        assertThatThrownBy(() -> call(of(Machine.REFERENCE_32), Machine.REFERENCE_32, 1, 2, 3))
                .hasMessageContaining("layer \"batch_normalization\"")
                .hasMessageContaining("2 replicas")
                .hasMessageContaining("3 examples")
                .hasMessageContaining("1 are left over");
        assertThatThrownBy(() -> call(of(Machine.REFERENCE_32).renorm(true), Machine.REFERENCE_32, 1, 2))
                .hasMessageContaining("renorm without synchronize(true)")
                .hasMessageContaining("2 replicas");
        BatchNormalization ghosts =
                of(Machine.REFERENCE_32).semantics(Semantics.TF_KERAS).virtualBatchSize(2);
        assertThatThrownBy(() -> call(ghosts, Machine.REFERENCE_32, 1, 2))
                .hasMessageContaining("virtualBatchSize=2, 2 replicas");
    }

    @Test
    void one_replica_is_no_difference() {
        BatchNormalization norm = new BatchNormalization().synchronize(true);
        norm.outputTypes(List.of(TensorType.of(DType.FLOAT32, 2, 1)));
        assertThat(norm.apply(Tensor.of(Shape.of(2, 1), 0, 2), true).get(1, 0)).isEqualTo((float)
                (1 / Math.sqrt(1.001)));
    }

    private static Called call(BatchNormalization norm, Machine machine, double... x) {
        Shape shape = Shape.of(x.length, 1);
        return Called.of(norm, machine.tensor(shape, x), machine.tensor(shape, x), How.TRAINING.replicated(2));
    }
}
