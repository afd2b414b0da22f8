package dev.norma.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.models.Sequential;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.Tensor;
import org.junit.jupiter.api.Test;

class BinaryCrossentropyTest {
    @Test
    void a_logit_of_0_passes_back_a_half_minus_the_label() {
        Dense last = new Dense(1).kernelInitializer("zeros");
        Sequential net = new Sequential(new InputLayer(2), last);
        net.compile(new SGD(1), new BinaryCrossentropy().fromLogits(true));

        net.trainOnBatch(Tensor.of(new float[][] {{1, 0}, {0, 1}, {1, 1}}), Tensor.of(new float[][] {{1}, {0}, {1}}));

        // the mean of 0.5 - 1, 0.5 - 0 and 0.5 - 1, times x for the kernel
        assertThat(last.weight("bias").value().item()).isCloseTo(0.5 / 3, within(1e-7));
        assertThat(last.weight("kernel").value().get(0, 0)).isCloseTo(1.0 / 3, within(1e-7));
        assertThat(last.weight("kernel").value().get(1, 0)).isCloseTo(0, within(1e-7));
    }
}
