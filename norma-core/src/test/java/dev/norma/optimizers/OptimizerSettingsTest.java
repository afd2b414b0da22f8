package dev.norma.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.data.Batch;
import dev.norma.layers.Dense;
import dev.norma.ops.Ops;
import dev.norma.tensor.Tensor;
import dev.norma.training.TrainStep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an optimizer lets one set, and when. */
class OptimizerSettingsTest {
    private static final Batch BATCH = Batch.of(Tensor.ones(2, 3), Tensor.zeros(2, 1));

    private final Dense dense = new Dense(1);

    private TrainStep step(Optimizer<?> optimizer) {
        return TrainStep.of(optimizer, (x, y, context) -> Ops.mean(dense.apply(x, context)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void a_learning_rate_is_a_number_from_0(double rate) {
        SGD built = new SGD();
        step(built).run(BATCH);
        assertThatThrownBy(() -> new SGD(rate)).hasMessage("""
                optimizer SGD: learningRate cannot be this
                  expected: a number from 0, or a schedule
                  given:    %s
                  fix:      give a number from 0, or a schedule""".formatted(rate));
        assertThatThrownBy(() -> built.setLearningRate(rate))
                .hasMessageStartingWith("optimizer SGD: learningRate cannot be this");
    }

    @Test
    void an_optimizer_of_no_weights_is_built_once_too() {
        SGD optimizer = new SGD();
        optimizer.build(List.of());
        int state = optimizer.state().size();
        optimizer.build(List.of());
        assertThat(optimizer.isBuilt()).isTrue();
        assertThat(optimizer.state()).hasSize(state);
    }

    @Test
    void the_learning_rate_may_be_set_before_and_between_steps() {
        SGD optimizer = new SGD();
        optimizer.setLearningRate(0.5);
        TrainStep step = step(optimizer);
        step.run(BATCH);
        double bias = dense.weight("bias").value().item();
        assertThat(bias).isEqualTo(-0.5);
        optimizer.setLearningRate(0.25);
        step.run(BATCH);
        assertThat(dense.weight("bias").value().item()).isEqualTo(-0.75);
    }

    @Test
    void a_rate_that_a_schedule_gives_cannot_be_set() {
        SGD optimizer = new SGD().learningRate(new ExponentialDecay(0.1, 2, 0.5));
        assertThatThrownBy(() -> optimizer.setLearningRate(0.1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("""
                optimizer SGD: its learning rate cannot be set
                  expected: a learning rate that is a number
                  given:    the schedule ExponentialDecay
                  fix:      make the optimizer with a number: learningRate(0.01)""");
    }

    @Test
    void gradients_are_clipped_in_one_way() {
        TrainStep step = step(new SGD().clipnorm(1).clipvalue(0.5));
        assertThatThrownBy(() -> step.run(BATCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                optimizer SGD can clip gradients in one way
                  expected: one of clipnorm, globalClipnorm and clipvalue
                  given:    clipnorm and clipvalue
                  fix:      set one of them""");
    }

    @Test
    void a_wrapped_optimizer_is_set_before_it_is_wrapped() {
        LossScaleOptimizer around = new LossScaleOptimizer(new AdamW());
        assertThatThrownBy(() -> around.excludeFromWeightDecay("bias"))
                .hasMessageStartingWith("LossScaleOptimizer has no excludeFromWeightDecay of its own");
        around.setLearningRate(0.5);
        around.build(List.of());
        assertThat(around.learningRate().orElseThrow().value().item()).isEqualTo(0.5);
    }

    @Test
    void nothing_is_left_out_of_the_weight_decay_after_the_first_step() {
        AdamW optimizer = new AdamW();
        step(optimizer).run(BATCH);
        assertThatThrownBy(() -> optimizer.excludeFromWeightDecay("bias"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("optimizer AdamW: weights cannot be left out of the weight decay any more");
    }
}
