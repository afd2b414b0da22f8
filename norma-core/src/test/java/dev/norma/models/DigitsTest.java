package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.data.Datasets;
import dev.norma.runtime.Backends;
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
        return DigitsStory.trained(0.9, seed, epochs)
                .evaluate(Datasets.digits().test().batch(256));
    }
}
