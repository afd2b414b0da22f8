package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.data.Dataset;
import dev.norma.data.Datasets;
import dev.norma.data.Split;
import dev.norma.diagnosis.Hint;
import dev.norma.training.Callback;
import dev.norma.training.Fit;
import dev.norma.training.History;
import dev.norma.training.Logs;
import dev.norma.training.Progress;
import dev.norma.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What batch normalization does on real digits: at Keras' default momentum the network learns and its validation stays near
 * chance, because the moving statistics lag; recalibrated it is as good as it was all along. At momentum 0.9 nothing is wrong.
 */
@Tag("slow")
class StoryTest {
    private static final Split DIGITS = Datasets.digits();

    /** How many hints had been given at the end of each epoch. */
    private static final class Counted extends Callback {
        private final Model net;
        private final List<Integer> hints = new ArrayList<>();

        Counted(Model net) {
            this.net = net;
        }

        @Override
        public void onEpochEnd(Trainable model, Progress progress, Logs logs) {
            hints.add(net.hints().size());
        }
    }

    private static Dataset test() {
        return DIGITS.test().batch(256);
    }

    private static History fit(Sequential net, long seed, Fit fit) {
        return net.fit(DigitsStory.training(seed), fit.verbose(0).validation(test()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void at_momentum_099_statistics_lag_the_hint_says_so_and_recalibration_helps(long seed) {
        Sequential net = DigitsStory.compiled(0.99, seed);
        Counted counted = new Counted(net);
        History history = fit(net, seed, Fit.epochs(10).callbacks(counted));
        assertThat(history.last("accuracy")).isGreaterThan(0.97);
        assertThat(history.last("val_accuracy")).isLessThan(0.8);

        assertThat(counted.hints.getFirst()).as("after the first epoch").isEqualTo(1);
        Hint first = net.hints().getFirst();
        assertThat(first.kind()).isIn(Hint.Kind.FEW_STEPS, Hint.Kind.VALIDATION_BEHIND);
        assertThat(first.cause()).contains("after 23 of the 459 steps that momentum 0.99 needs (436 to go)");

        net.recalibrate(DIGITS.train().batch(256));
        assertThat(net.evaluate(test()).get("accuracy")).isGreaterThanOrEqualTo(0.98);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void at_momentum_09_nothing_is_wrong_after_the_second_epoch(long seed) {
        Sequential net = DigitsStory.compiled(0.9, seed);
        Counted counted = new Counted(net);
        History history = fit(net, seed, Fit.epochs(20).callbacks(counted));
        assertThat(history.last("val_accuracy")).isGreaterThanOrEqualTo(0.98);
        assertThat(counted.hints.getFirst()).as("23 of 44 steps").isEqualTo(1);
        assertThat(counted.hints.getLast())
                .as("no more than after the first epoch")
                .isEqualTo(1);
    }
}
