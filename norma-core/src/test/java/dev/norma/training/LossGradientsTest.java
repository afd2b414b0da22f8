package dev.norma.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.data.Batch;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.losses.MeanSquaredError;
import dev.norma.ops.Ops;
import dev.norma.regularizers.L2;
import dev.norma.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gradients for use of one's own. */
class LossGradientsTest {
    private final Batch batch =
            Batch.of(Tensor.of(new float[][] {{1, 2}, {3, 5}}), Tensor.of(new float[][] {{1}, {2}}));

    @Test
    void they_are_those_of_the_formula() {
        Dense dense = new Dense(1);
        dense.apply(Tensor.zeros(1, 2), false);
        dense.setWeights(List.of(Tensor.of(new float[][] {{0.5f}, {-0.25f}}), Tensor.zeros(1)));
        LossGradients.Found found = LossGradients.of(
                        (x, y, context) -> new MeanSquaredError().of(y, dense.apply(x, context)))
                .at(batch);
        // predictions 0 and 0.25: errors -1 and -1.75, gradient of the mean of squares: the errors themselves
        assertThat(found.loss()).isCloseTo((1 + 1.75 * 1.75) / 2, within(1e-6));
        assertThat(found.of(dense.weight("kernel")).toFloats())
                .containsExactly(new float[] {-1 - 1.75f * 3, -2 - 1.75f * 5}, within(1e-5f));
        assertThat(found.of(dense.weight("bias")).toFloats()).containsExactly(-2.75f);
        assertThat(found.ofFeature("x").toFloats())
                .containsExactly(new float[] {-0.5f, 0.25f, -0.875f, 0.4375f}, within(1e-6f));
    }

    @Test
    void penalties_count_and_frozen_weights_have_none() {
        Dense dense = new Dense(1).kernelRegularizer(new L2(0.5)).useBias(false);
        Dense frozen = new Dense(2).trainable(false);
        LossGradients gradients = LossGradients.of((x, y, context) ->
                new MeanSquaredError().of(y, dense.apply(frozen.apply(x, context), context)));
        LossGradients.Found found = gradients.at(batch);
        assertThat(found.byWeight()).containsOnlyKeys(dense.weight("kernel"));
        float[] kernel = dense.weight("kernel").value().toFloats();
        dense.weight("kernel").set(Tensor.zeros(2, 1));
        LossGradients.Found without = gradients.at(batch);
        assertThat(found.loss() - penalty(kernel)).isNotCloseTo(found.loss(), within(1e-9));
        assertThat(without.loss()).isCloseTo(2.5, within(1e-6));
        assertThatThrownBy(() -> found.of(frozen.weight("kernel"))).hasMessageContaining("there is no gradient of");
    }

    private static double penalty(float[] kernel) {
        double sum = 0;
        for (float k : kernel) {
            sum += 0.5 * k * k;
        }
        return sum;
    }

    @Test
    void nothing_moves_in_training_mode_either() {
        BatchNormalization norm = new BatchNormalization().momentum(0);
        LossGradients gradients =
                LossGradients.inTraining((x, y, context) -> new MeanSquaredError().of(y, norm.apply(x, context)));
        LossGradients.Found found = gradients.at(batch);
        assertThat(norm.movingMean().value().toFloats()).containsExactly(0, 0);
        assertThat(found.byWeight()).containsOnlyKeys(norm.weight("gamma"), norm.weight("beta"));
        LossGradients.Found inference = LossGradients.of(
                        (x, y, context) -> new MeanSquaredError().of(y, norm.apply(x, context)))
                .at(batch);
        assertThat(inference.loss()).isNotCloseTo(found.loss(), within(0.1));
    }

    @Test
    void a_layer_that_is_frozen_between_two_calls_has_none_from_then_on() {
        Dense dense = new Dense(1).useBias(false);
        LossGradients gradients = LossGradients.of((x, y, context) -> Ops.mean(dense.apply(x, context)));
        assertThat(gradients.at(batch).byWeight()).containsOnlyKeys(dense.weight("kernel"));
        dense.setTrainable(false);
        assertThat(gradients.at(batch).byWeight()).isEmpty();
        dense.setTrainable(true);
        assertThat(gradients.at(batch).byWeight()).containsOnlyKeys(dense.weight("kernel"));
    }

    /** Batches of a new kind draw anew, and the oldest drawings go, or a loop over sequences of many lengths would keep all. */
    @Test
    @Timeout(60)
    void old_drawings_are_forgotten() throws InterruptedException {
        List<WeakReference<Value>> drawn = new ArrayList<>();
        LossGradients gradients = LossGradients.of((x, y, context) -> {
            Value loss = Ops.mean(x);
            drawn.add(new WeakReference<>(loss));
            return loss;
        });
        for (int length = 1; length <= 80; length++) {
            gradients.at(Batch.of(Tensor.ones(2, length), Tensor.ones(2, 1)));
        }
        while (drawn.getFirst().get() != null) {
            System.gc();
            Thread.sleep(10);
            gradients.at(Batch.of(Tensor.ones(2, 80), Tensor.ones(2, 1)));
        }
        assertThat(drawn).hasSize(80);
        gradients.at(Batch.of(Tensor.ones(2, 1), Tensor.ones(2, 1)));
        assertThat(drawn).hasSize(81);
    }
}
