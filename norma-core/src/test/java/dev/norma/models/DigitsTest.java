package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.data.Datasets;
import dev.norma.data.Split;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Dropout;
import dev.norma.layers.Flatten;
import dev.norma.layers.InputLayer;
import dev.norma.layers.MaxPooling2D;
import dev.norma.layers.ReLU;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.metrics.SparseCategoricalAccuracy;
import dev.norma.optimizers.Adam;
import dev.norma.runtime.Backends;
import dev.norma.training.Fit;
import dev.norma.training.Logs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job: a network with batch normalization learns real digits. */
class DigitsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void twenty_epochs_reach_98_percent_on_the_test_rows(long seed) {
        assertThat(trained(seed, 20).get("accuracy")).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void the_same_seed_gives_the_same_numbers() {
        assertThat(trained(4, 2).toMap()).isEqualTo(trained(4, 2).toMap());
    }

    @Test
    void both_back_ends_learn_the_same() {
        Logs interpreted = Backends.with(Backends.named("reference"), () -> trained(1, 1));
        assertThat(trained(1, 1).get("loss"))
                .isCloseTo(interpreted.get("loss"), org.assertj.core.api.Assertions.within(1e-3));
    }

    private static Logs trained(long seed, int epochs) {
        Split digits = Datasets.digits();
        Sequential net = new Sequential(
                new InputLayer(8, 8, 1),
                new Conv2D(32, 3).useBias(false),
                new BatchNormalization().momentum(0.9),
                new ReLU(),
                new MaxPooling2D(2),
                new Flatten(),
                new Dense(64).useBias(false),
                new BatchNormalization().momentum(0.9),
                new ReLU(),
                new Dropout(0.3),
                new Dense(10));
        net.setSeed(seed);
        net.compile(
                new Adam(1e-3),
                new SparseCategoricalCrossentropy().fromLogits(true),
                new SparseCategoricalAccuracy().name("accuracy"));
        net.fit(digits.train().shuffle(1000, seed).batch(64), Fit.epochs(epochs).verbose(0));
        return net.evaluate(digits.test().batch(256));
    }
}
