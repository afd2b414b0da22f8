package dev.norma.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.data.Batch;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Sequential;
import dev.norma.optimizers.Adam;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.Tensor;
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
}
