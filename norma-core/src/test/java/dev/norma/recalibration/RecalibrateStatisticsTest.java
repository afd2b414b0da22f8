package dev.norma.recalibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.data.Dataset;
import dev.norma.layers.Dense;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Sequential;
import dev.norma.optimizers.Adam;
import dev.norma.tensor.Tensor;
import dev.norma.training.Callback;
import dev.norma.training.EarlyStopping;
import dev.norma.training.Fit;
import dev.norma.training.Logs;
import dev.norma.training.Progress;
import dev.norma.training.RecalibrateStatistics;
import dev.norma.training.Recalibration;
import dev.norma.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The callback that recalibrates while fit runs. */
class RecalibrateStatisticsTest {
    private static final Tensor X = Nets.rows(40, 8);
    private static final Dataset DATA = Dataset.of(X, Tensor.uniform(3, 40, 1)).batch(10);

    private final Sequential net = Nets.chain(2).add(new Dense(1).dtype("float64"));

    private void fit(Adam optimizer, Fit fit) {
        net.compile(optimizer, new MeanSquaredError());
        net.fit(DATA, fit.verbose(0));
    }

    /** What the norms store is what a recalibration now would make of it. */
    private void assertExact() {
        List<double[]> stored = List.of(
                Nets.mean(Nets.norm(net, 0)), Nets.variance(Nets.norm(net, 0)),
                Nets.mean(Nets.norm(net, 1)), Nets.variance(Nets.norm(net, 1)));
        net.recalibrate(DATA);
        assertThat(stored.get(0)).containsExactly(Nets.mean(Nets.norm(net, 0)), within(1e-12));
        assertThat(stored.get(1)).containsExactly(Nets.variance(Nets.norm(net, 0)), within(1e-12));
        assertThat(stored.get(2)).containsExactly(Nets.mean(Nets.norm(net, 1)), within(1e-12));
        assertThat(stored.get(3)).containsExactly(Nets.variance(Nets.norm(net, 1)), within(1e-12));
    }

    @Test
    void after_training_the_statistics_are_those_of_the_last_weights() {
        RecalibrateStatistics recalibrate = new RecalibrateStatistics(DATA);
        fit(new Adam(0.05), Fit.epochs(2).callbacks(recalibrate));
        assertThat(Objects.requireNonNull(recalibrate.report()).readings()).isEqualTo(2);
        assertExact();
    }

    @Test
    void averaged_weights_get_statistics_of_their_own() {
        List<double[]> afterSteps = new ArrayList<>();
        Callback watch = new Callback() {
            @Override
            public void onEpochEnd(Trainable model, Progress progress, Logs logs) {
                afterSteps.add(net.getLayer("dense0").getWeights().getFirst().toDoubles());
            }
        };
        fit(
                new Adam(0.05).useEma(true).emaMomentum(0.9),
                Fit.epochs(3).callbacks(watch, new RecalibrateStatistics(DATA)));
        assertThat(net.getLayer("dense0").getWeights().getFirst().toDoubles())
                .as("the averages took the weights' places")
                .isNotEqualTo(afterSteps.getLast());
        assertExact();
    }

    @Test
    void each_epoch_is_validated_with_recalibrated_statistics() {
        List<double[]> validated = new ArrayList<>();
        Callback watch = new Callback() {
            @Override
            public void onTestBegin(Trainable model) {
                double[] stored = Nets.mean(Nets.norm(net, 0));
                model.recalibrate(DATA, Recalibration.exact());
                assertThat(stored).containsExactly(Nets.mean(Nets.norm(net, 0)), within(1e-12));
                validated.add(stored);
            }
        };
        fit(
                new Adam(0.05),
                Fit.epochs(3).validation(DATA).callbacks(new RecalibrateStatistics(DATA).everyEpoch(), watch));
        assertThat(validated).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void without_a_validation_each_epoch_ends_recalibrated_too() {
        List<Boolean> exact = new ArrayList<>();
        Callback watch = new Callback() {
            @Override
            public void onEpochEnd(Trainable model, Progress progress, Logs logs) {
                double[] stored = Nets.mean(Nets.norm(net, 1));
                model.recalibrate(DATA, Recalibration.exact());
                assertThat(stored).containsExactly(Nets.mean(Nets.norm(net, 1)), within(1e-12));
                exact.add(true);
            }
        };
        fit(new Adam(0.05), Fit.epochs(2).callbacks(new RecalibrateStatistics(DATA).everyEpoch(), watch));
        assertThat(exact).hasSize(2);
    }

    @Test
    void behind_a_callback_that_puts_back_the_best_weights_it_recalibrates_those() {
        fit(
                new Adam(0.5),
                Fit.epochs(6)
                        .callbacks(
                                new EarlyStopping().monitor("loss").restoreBestWeights(true),
                                new RecalibrateStatistics(DATA)));
        assertExact();
    }
}
