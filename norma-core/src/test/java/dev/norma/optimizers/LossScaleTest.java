package dev.norma.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.data.Batch;
import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Compile;
import dev.norma.models.Sequential;
import dev.norma.tensor.Tensor;
import dev.norma.training.TrainStep;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scaling the loss changes nothing but what 16 bits would lose. */
class LossScaleTest {
    private static final Tensor X = Tensor.of(new float[][] {{1, 2}, {3, -1}});
    private static final Tensor Y = Tensor.of(new float[][] {{1}, {0}});

    private static Sequential net(Dense head) {
        Sequential net = new Sequential(new InputLayer(2), head);
        head.setWeights(java.util.List.of(Tensor.of(new float[][] {{0.5f}, {0.25f}}), Tensor.of(new float[] {0})));
        return net;
    }

    private static double trained(Optimizer<?> optimizer) {
        Dense head = new Dense(1);
        Sequential net = net(head);
        net.compile(optimizer, new MeanSquaredError());
        net.trainOnBatch(X, Y);
        return head.weight("kernel").value().get(0, 0);
    }

    @Test
    void a_factor_that_stays_does_not_change_the_step() {
        double plain = trained(new SGD(0.1));
        assertThat(plain).isNotEqualTo(0.5);
        assertThat(trained(new SGD(0.1).lossScaleFactor(1024))).isCloseTo(plain, within(1e-7));
        assertThat(trained(new LossScaleOptimizer(new SGD(0.1)))).isCloseTo(plain, within(1e-7));
    }

    @Test
    void a_loop_of_ones_own_scales_too() {
        Dense head = new Dense(1);
        Sequential net = net(head);
        LossScaleOptimizer optimizer = new LossScaleOptimizer(new SGD(0.1)).dynamicGrowthSteps(1);
        TrainStep step =
                TrainStep.of(optimizer, (x, y, context) -> new MeanSquaredError().of(y, net.apply(x, context)));
        step.run(Batch.of(X, Y));
        assertThat(head.weight("kernel").value().get(0, 0)).isCloseTo(trained(new SGD(0.1)), within(1e-7));
        assertThat(optimizer.scale().orElseThrow().value().item()).isEqualTo(65536);
    }

    @Test
    void float16_loses_a_small_gradient_that_the_scale_saves() {
        Tensor small = Tensor.of(new float[][] {{1e-4f, 0}});
        double[] moved = new double[2];
        for (int scaled = 0; scaled < 2; scaled++) {
            Dense head = new Dense(1).dtype("mixed_float16");
            Sequential net = net(head);
            net.compile(Compile.with(new SGD(1e4)).loss(new MeanSquaredError()).autoScaleLoss(scaled == 1));
            net.trainOnBatch(small, Tensor.of(new float[][] {{1e-4f}}));
            moved[scaled] = head.weight("kernel").value().get(0, 0) - 0.5;
        }
        assertThat(moved[0]).isZero();
        assertThat(moved[1]).isCloseTo(1e4 * 2 * 0.5e-4 * 1e-4, within(1e-5));
    }

    @Test
    void compile_scales_under_mixed_float16_only_and_leaves_a_factor_alone() {
        assertThat(compiled("mixed_float16", new SGD())).isInstanceOf(LossScaleOptimizer.class);
        assertThat(compiled("float16", new SGD())).isInstanceOf(SGD.class);
        assertThat(compiled("mixed_bfloat16", new SGD())).isInstanceOf(SGD.class);
        assertThat(compiled("mixed_float16", new SGD().lossScaleFactor(8))).isInstanceOf(SGD.class);
        LossScaleOptimizer own = new LossScaleOptimizer(new Adam());
        assertThat(compiled("mixed_float16", own)).isSameAs(own);
    }

    private static Optimizer<?> compiled(String policy, Optimizer<?> optimizer) {
        Sequential net = new Sequential(new InputLayer(2), new Dense(1).dtype(policy));
        net.compile(optimizer, new MeanSquaredError());
        return net.optimizer();
    }

    @Test
    void its_configuration_holds_that_of_the_inner_optimizer() {
        LossScaleOptimizer optimizer = new LossScaleOptimizer(new SGD(0.5).momentum(0.25))
                .initialScale(64)
                .dynamicGrowthSteps(10);
        Optimizer<?> again = Optimizers.family().deserialize(optimizer.serialize());
        assertThat(again.serialize()).isEqualTo(optimizer.serialize());
        assertThat(again.options().toConfig())
                .containsOnlyKeys("inner_optimizer", "initial_scale", "dynamic_growth_steps");
        assertThat(((LossScaleOptimizer) again).inner()).isInstanceOf(SGD.class);
    }

    @Test
    void settings_belong_to_the_inner_optimizer() {
        assertThatThrownBy(() -> new LossScaleOptimizer(new SGD()).clipnorm(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        LossScaleOptimizer has no clipnorm of its own
                          expected: settings of the inner optimizer
                          given:    clipnorm(1.0) of LossScaleOptimizer
                          fix:      set it on the inner optimizer, before it is wrapped""");
        assertThatThrownBy(() -> new LossScaleOptimizer(new SGD().lossScaleFactor(2)))
                .hasMessageContaining("expected: an optimizer without a lossScaleFactor");
        assertThatThrownBy(() -> Optimizers.family()
                        .deserialize(Map.of("class_name", "LossScaleOptimizer", "config", Map.of("clipnorm", 1))))
                .hasMessageContaining("has no setting \"clipnorm\"");
    }
}
