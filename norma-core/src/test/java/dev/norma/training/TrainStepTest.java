package dev.norma.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.constraints.NonNeg;
import dev.norma.data.Batch;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Adam;
import dev.norma.optimizers.SGD;
import dev.norma.regularizers.L2;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A loop of one's own forgets nothing. */
class TrainStepTest {
    @Test
    void moving_statistics_update_themselves() {
        Sequential net =
                new Sequential(new Dense(4).useBias(false), new BatchNormalization().momentum(0.5), new Dense(1));
        net.setSeed(5);
        TrainStep step =
                TrainStep.of(new Adam(0.05), (x, y, context) -> new MeanSquaredError().of(y, net.apply(x, context)));
        Batch batch =
                Batch.of(Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 7}}), Tensor.of(new float[][] {{1}, {2}, {3}}));
        double first = step.run(batch);
        for (int i = 0; i < 60; i++) {
            step.run(batch);
        }
        assertThat(step.run(batch)).isLessThan(first / 10);
        BatchNormalization norm = (BatchNormalization) net.getLayer(1);
        assertThat(norm.movingMean().value().toFloats()).doesNotContain(0);
    }

    @Test
    void statistics_that_are_told_to_stay_between_two_runs_stay() {
        BatchNormalization norm = new BatchNormalization();
        TrainStep step =
                TrainStep.of(new SGD(0), (x, y, context) -> new MeanSquaredError().of(y, norm.apply(x, context)));
        Batch batch = Batch.of(Tensor.of(new float[][] {{1}, {3}}), Tensor.ones(2, 1));
        step.run(batch);
        assertThat(norm.movingMean().value().item()).isEqualTo(0.02f);
        norm.updateStatistics(false);
        step.run(batch);
        assertThat(norm.movingMean().value().item()).isEqualTo(0.02f);
    }

    @Test
    void other_weights_than_the_optimizer_was_built_for_are_refused() {
        BatchNormalization norm = new BatchNormalization();
        TrainStep step =
                TrainStep.of(new SGD(0), (x, y, context) -> new MeanSquaredError().of(y, norm.apply(x, context)));
        Batch batch = Batch.of(Tensor.of(new float[][] {{1}, {3}}), Tensor.ones(2, 1));
        step.run(batch);
        norm.setTrainable(false);
        assertThatThrownBy(() -> step.run(batch))
                .hasMessageContaining("make a new optimizer when the trained weights change");
        assertThat(norm.movingMean().value().item()).isEqualTo(0.02f);
    }

    @Test
    void a_frozen_layer_does_not_move() {
        Dense fixed = new Dense(2).trainable(false);
        Dense trained = new Dense(1);
        TrainStep step = TrainStep.of(
                new SGD(0.1),
                (x, y, context) -> new MeanSquaredError().of(y, trained.apply(fixed.apply(x, context), context)));
        Batch batch = Batch.of(Tensor.ones(2, 2), Tensor.ones(2, 1));
        step.run(batch);
        float[] before = fixed.getWeights().getFirst().toFloats();
        float[] moving = trained.getWeights().getLast().toFloats();
        step.run(batch);
        assertThat(fixed.getWeights().getFirst().toFloats()).isEqualTo(before);
        assertThat(trained.getWeights().getLast().toFloats()).isNotEqualTo(moving);
    }

    @Test
    void penalties_on_weights_are_part_of_the_loss_and_of_the_step() {
        Dense dense = new Dense(1).useBias(false).kernelRegularizer(new L2(0.5));
        TrainStep step =
                TrainStep.of(new SGD(1), (x, y, context) -> Ops.multiply(Ops.mean(dense.apply(x, context)), 0));
        Batch batch = Batch.of(Tensor.ones(2, 2), Tensor.ones(2, 1));
        dense.apply(batch.x(), false);
        dense.setWeights(List.of(Tensor.of(new float[][] {{2}, {4}})));
        assertThat(step.run(batch)).isEqualTo(10);
        assertThat(dense.getWeights().getFirst().toFloats()).containsExactly(0, 0);
    }

    @Test
    void a_constraint_holds_after_the_step() {
        Dense dense = new Dense(1).useBias(false).kernelConstraint(new NonNeg());
        TrainStep step = TrainStep.of(new SGD(1), (x, y, context) -> Ops.sum(dense.apply(x, context)));
        step.run(Batch.of(Tensor.fill(TensorType.of(DType.FLOAT32, 2, 2), 100), Tensor.ones(2, 1)));
        assertThat(dense.getWeights().getFirst().toFloats()).containsExactly(0, 0);
    }

    @Test
    void a_function_of_the_whole_batch_sees_all_inputs_labels_and_weights() {
        Dense dense = new Dense(1).useBias(false);
        TrainStep step = TrainStep.ofBatches(new SGD(0), (batch, context) -> {
            Value sum = Ops.add(batch.features().get("a"), batch.features().get("b"));
            return new MeanSquaredError().of(batch.y(), dense.apply(sum, context), batch.sampleWeight(), null);
        });
        Batch batch = Batch.named(
                        Map.of("a", Tensor.ones(2, 2), "b", Tensor.ones(2, 2)), Map.of("y", Tensor.zeros(2, 1)))
                .withSampleWeight(Tensor.of(1f, 0f));
        dense.apply(Tensor.ones(1, 2), false);
        dense.setWeights(List.of(Tensor.ones(2, 1)));
        assertThat(step.run(batch)).isEqualTo(8);
    }

    @Test
    void a_function_of_x_and_y_refuses_what_it_would_not_see() {
        TrainStep step = TrainStep.of(new SGD(0), (x, y, context) -> Ops.mean(x));
        Batch weighted = Batch.of(Tensor.ones(2, 2), Tensor.ones(2, 1), Tensor.ones(2));
        assertThatThrownBy(() -> step.run(weighted)).hasMessage("""
                a function of x and y cannot take this batch
                  expected: features and labels, and nothing else
                  given:    sample weights too
                  fix:      write a function of the whole batch: TrainStep.ofBatches(optimizer, (batch, context) -> ...)""");
        assertThatThrownBy(() -> step.run(Batch.of(Tensor.ones(2, 2))))
                .hasMessageContaining("expected: labels of one tensor");
    }
}
