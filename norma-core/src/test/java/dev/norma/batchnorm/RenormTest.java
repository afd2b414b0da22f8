package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.graph.Value;
import dev.norma.initializers.Constant;
import dev.norma.initializers.RandomUniform;
import dev.norma.layers.Adjustment;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.RenormClipping;
import dev.norma.layers.Semantics;
import dev.norma.ops.Ops;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch renormalization, and numbers that change from step to step: sections 1.7, 3.8, 4.6 and 4.7. */
class RenormTest {
    private static final Tensor X = Tensor.of(new float[][] {{1}, {5}});

    @ParameterizedTest
    @EnumSource
    void the_first_step_of_a_fresh_layer_is_the_identity(Semantics semantics) {
        BatchNormalization norm = new BatchNormalization().semantics(semantics).renorm(true);
        assertThat(norm.apply(X, true).toDoubles()).containsExactly(new double[] {1, 5}, within(1e-6));
    }

    @Test
    void N32_standard_deviations_begin_with_the_root_of_the_variance() {
        BatchNormalization norm = new BatchNormalization().renorm(true).movingVarianceInitializer(new Constant(4));
        norm.outputTypes(List.of(TensorType.of(DType.FLOAT32, -1, 1)));
        assertThat(norm.weight("moving_stddev").value().toDoubles()).containsExactly(2);
        assertThat(norm.weight("renorm_stddev").value().toDoubles()).containsExactly(2);
        assertThat(norm.weights())
                .extracting(weight -> weight.name())
                .containsExactly(
                        "gamma",
                        "beta",
                        "moving_mean",
                        "moving_variance",
                        "moving_stddev",
                        "renorm_mean",
                        "renorm_stddev");
    }

    @Test
    void a_random_initializer_draws_anew_for_each_of_them() {
        BatchNormalization norm = new BatchNormalization()
                .renorm(true)
                .movingMeanInitializer(new RandomUniform())
                .movingVarianceInitializer(new RandomUniform().minval(1).maxval(4));
        norm.ensureBuilt(List.of(TensorType.of(DType.FLOAT32, 2, 3)));
        assertThat(norm.weight("renorm_mean").value().toFloats())
                .isNotEqualTo(norm.movingMean().value().toFloats());
        assertThat(norm.weight("moving_stddev").value().toFloats())
                .isNotEqualTo(norm.weight("renorm_stddev").value().toFloats());
        assertThat(norm.weight("moving_stddev").value().toDoubles())
                .satisfies(roots -> assertThat(roots).hasSize(3).doesNotContain(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void T10_without_limits_and_with_equal_momenta_training_is_inference_before_the_update(String backend) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization()
                    .semantics(Semantics.TF1_LAYERS)
                    .renorm(true)
                    .momentum(.9)
                    .renormMomentum(.9);
            for (int step = 0; step < 6; step++) {
                Tensor x = Tensor.normal(step, 8, 3);
                Tensor inference = norm.apply(x, false);
                double allowed = step == 0 ? 1.5e-3 * 4 : 1e-5;
                assertThat(norm.apply(x, true).difference(inference, 0, allowed))
                        .as("step %d", step)
                        .isEmpty();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void the_moving_variance_is_never_below_0(Semantics semantics) {
        BatchNormalization norm =
                new BatchNormalization().semantics(semantics).renorm(true).movingVarianceInitializer(new Constant(0));
        norm.apply(Tensor.of(new float[][] {{3}, {3}}), true);
        double stddev = norm.weight("moving_stddev").value().item();
        assertThat(stddev * stddev - 1e-3).as("what it would be").isNegative();
        assertThat(norm.movingVariance().value().item()).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void r_scales_and_d_shifts_with_or_without_gamma_and_beta(boolean scale, boolean center) {
        BatchNormalization norm = new BatchNormalization()
                .renorm(true)
                .renormClipping(RenormClipping.of(1.5, 1.5, .5))
                .scale(scale)
                .center(center)
                .gammaInitializer(new Constant(3))
                .betaInitializer(new Constant(10));
        double expected = 2 / Math.sqrt(4.001) * 1.5 + .5;
        expected = (scale ? 3 * expected : expected) + (center ? 10 : 0);
        assertThat(norm.apply(X, true).get(1, 0)).isCloseTo(expected, within(1e-5));
    }

    @ParameterizedTest
    @EnumSource
    void a_frozen_layer_corrects_in_TensorFlow_1_only_and_moves_nothing(Semantics semantics) {
        BatchNormalization norm = new BatchNormalization()
                .semantics(semantics)
                .renorm(true)
                .renormClipping(RenormClipping.of(1.5, 1.5, .5))
                .trainable(false);
        norm.ensureBuilt(List.of(X.type()));
        List<Tensor> before = norm.getWeights();
        double byStored = 5 / Math.sqrt(1.001);
        double corrected = 2 / Math.sqrt(4.001) * 1.5 + .5;
        assertThat(norm.apply(X, true).get(1, 0))
                .isCloseTo(semantics == Semantics.TF1_LAYERS ? corrected : byStored, within(1e-5));
        Refused.same(norm, before);
    }

    @Test
    void limits_may_change_from_step_to_step() {
        double[] limit = {1};
        BatchNormalization norm = new BatchNormalization()
                .renorm(true)
                .renormClipping(RenormClipping.NONE
                        .rmax(() -> limit[0])
                        .rmin(() -> limit[0])
                        .dmax(() -> limit[0] - 1));
        Launcher step = drawn(norm);
        double plain = 2 / Math.sqrt(4.001);
        assertThat(step.run(List.of(X)).getFirst().get(1, 0)).isCloseTo(plain, within(1e-6));
        limit[0] = 1.5;
        assertThat(step.run(List.of(X)).getFirst().get(1, 0)).isCloseTo(plain * 1.5 + .5, within(1e-6));
    }

    @Test
    void E09_a_dmax_that_becomes_negative_ends_the_step_before_it_changes_anything() {
        double[] limit = {1};
        BatchNormalization norm = new BatchNormalization()
                .name("bn")
                .renorm(true)
                .renormClipping(RenormClipping.NONE.dmax(() -> limit[0]));
        Launcher step = drawn(norm);
        step.run(List.of(X));
        Tensor before = norm.movingMean().value();
        limit[0] = -1;
        assertThatThrownBy(() -> step.run(List.of(X)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer \"bn\"")
                .hasMessageContaining("dmax=-1.0 in this step");
        assertThat(norm.movingMean().value().contentEquals(before)).isTrue();
    }

    @Test
    void an_adjustment_may_change_from_step_to_step() {
        double[] factor = {1};
        BatchNormalization norm = new BatchNormalization()
                .semantics(Semantics.TF_KERAS)
                .adjustment((x, context) -> {
                    Value scale = context.scalar("factor", () -> factor[0]);
                    return new Adjustment.Adjusted(scale, Ops.multiply(scale, 10));
                });
        Launcher step = drawn(norm);
        double plain = 2 / Math.sqrt(4.001);
        assertThat(step.run(List.of(X)).getFirst().get(1, 0)).isCloseTo(plain + 10, within(2e-6));
        factor[0] = 3;
        assertThat(step.run(List.of(X)).getFirst().get(1, 0)).isCloseTo(3 * plain + 30, within(1e-5));
    }

    @Test
    void an_adjustment_may_draw_random_numbers_for_each_example() {
        BatchNormalization norm = new BatchNormalization()
                .semantics(Semantics.TF_KERAS)
                .adjustment((x, context) -> {
                    Value random = Ops.uniform(context.randomKey(), 0, Ops.slice(x, -1, 0, 1));
                    return new Adjustment.Adjusted(Ops.add(random, 1), Ops.zerosLike(random));
                });
        Launcher step = drawn(norm);
        Tensor first = step.run(List.of(X)).getFirst();
        assertThat(step.run(List.of(X)).getFirst().toFloats()).isNotEqualTo(first.toFloats());
        double plain = 2 / Math.sqrt(4.001);
        assertThat(Math.abs(first.get(0, 0))).isBetween(plain, 2 * plain);
        assertThat(Math.abs(first.get(0, 0))).isNotEqualTo(Math.abs(first.get(1, 0)));
    }

    @Test
    void inference_uses_the_moving_statistics_alone() {
        BatchNormalization renorm = new BatchNormalization().renorm(true);
        BatchNormalization plain = new BatchNormalization();
        renorm.ensureBuilt(List.of(X.type()));
        plain.ensureBuilt(List.of(X.type()));
        renorm.weight("renorm_mean").set(Tensor.of(new float[] {9}));
        for (BatchNormalization norm : List.of(renorm, plain)) {
            norm.movingMean().set(Tensor.of(new float[] {3}));
            norm.movingVariance().set(Tensor.of(new float[] {2}));
        }
        assertThat(renorm.apply(X, false).toFloats())
                .isEqualTo(plain.apply(X, false).toFloats());
    }

    private static Launcher drawn(BatchNormalization norm) {
        Trace trace = new Trace("a step");
        Value x = trace.feed("x", X.type());
        return new Launcher(trace.finish(List.of(norm.apply(x, Context.of(trace, true))), false));
    }
}
