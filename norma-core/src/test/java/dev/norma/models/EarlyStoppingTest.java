package dev.norma.models;

import static dev.norma.models.KerasModels.X;
import static dev.norma.models.KerasModels.Y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.layers.Layer;
import dev.norma.metrics.BinaryAccuracy;
import dev.norma.metrics.Direction;
import dev.norma.metrics.Mean;
import dev.norma.metrics.Metric;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Optimizer;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.Tensor;
import dev.norma.training.EarlyStopping;
import dev.norma.training.History;
import dev.norma.training.Logs;
import dev.norma.training.Progress;
import dev.norma.training.Recalibration;
import dev.norma.training.RecalibrationReport;
import dev.norma.training.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training ends where Keras' early stopping ends it, with the weights that Keras' leaves. */
class EarlyStoppingTest {
    /** A model of which nothing is known but its weights. */
    private static final class Told implements Trainable {
        private final Layer network;
        private boolean stopped;

        Told(Layer network) {
            this.network = network;
        }

        @Override
        public Layer network() {
            return network;
        }

        @Override
        public Optimizer<?> optimizer() {
            throw new AssertionError();
        }

        @Override
        public RecalibrationReport recalibrate(Dataset data, Recalibration how) {
            throw new AssertionError();
        }

        @Override
        public void stopTraining() {
            stopped = true;
        }

        @Override
        public Optional<Direction> direction(String log) {
            throw new AssertionError();
        }

        @Override
        public boolean validates() {
            return true;
        }
    }

    static IntStream recorded() {
        return IntStream.range(0, KerasModels.cases("earlyStopping").size());
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void ends_in_the_epoch_in_which_Keras_ends(int index) {
        Map<String, Object> recorded = KerasModels.cases("earlyStopping").get(index);
        List<?> values = (List<?>) recorded.get("values");
        EarlyStopping stop = stop(KerasModels.map(recorded.get("options")));
        Sequential net = KerasModels.regression();
        Told model = new Told(net);
        stop.onTrainBegin(model);
        int first = integer(recorded, "first");
        int epoch = first;
        while (epoch < 8 && !model.stopped) {
            net.setWeights(List.of(Tensor.of(new float[][] {{epoch}, {epoch}}), Tensor.zeros(1)));
            double value = values.get(epoch) instanceof Number number ? number.doubleValue() : Double.NaN;
            stop.onEpochEnd(model, new Progress(epoch, 8, 1, 1), new Logs(List.of("value"), value));
            epoch++;
        }
        stop.onTrainEnd(model, Logs.none());
        assertThat(epoch - first).isEqualTo(integer(recorded, "epochs"));
        assertThat(stop.stoppedEpoch()).isEqualTo(integer(recorded, "stopped"));
        assertThat(stop.bestEpoch()).isEqualTo(integer(recorded, "best"));
        assertThat(net.getWeights().getFirst().get(0, 0)).isEqualTo(integer(recorded, "weight"));
    }

    private static EarlyStopping stop(Map<String, Object> options) {
        EarlyStopping stop = new EarlyStopping()
                .monitor("value")
                .minDelta(((Number) options.get("min_delta")).doubleValue())
                .patience(integer(options, "patience"))
                .mode((String) options.get("mode"))
                .restoreBestWeights((Boolean) options.get("restore_best_weights"))
                .startFromEpoch(integer(options, "start_from_epoch"));
        return options.get("baseline") instanceof Number baseline ? stop.baseline(baseline.doubleValue()) : stop;
    }

    private static int integer(Map<String, Object> of, String key) {
        return ((Number) of.get(key)).intValue();
    }

    private static History fit(EarlyStopping stop, int frequency, Metric... metrics) {
        Sequential net = KerasModels.regression();
        net.compile(Compile.with(new SGD(0)).loss("mse").metrics((Object[]) metrics));
        return net.fit(
                X,
                Y,
                Nets.quietly(6).validation(X, Y).validationFrequency(frequency).callbacks(stop));
    }

    @Test
    void epochs_without_a_validation_do_not_count() {
        assertThat(fit(new EarlyStopping(), 2).epochs()).hasSize(4);
    }

    @Test
    void a_metric_of_any_name_says_which_way_is_better() {
        EarlyStopping stop = new EarlyStopping().monitor("val_right").minDelta(0.5);
        fit(stop, 1, new BinaryAccuracy().name("right"));
        assertThat(stop.bestEpoch()).isZero();
        assertThat(stop.stoppedEpoch()).isEqualTo(1);
        Sequential net = KerasModels.regression();
        net.compile(new SGD(0.125), "mse", new BinaryAccuracy().name("right"));
        assertThat(net.fit(X, Y, Nets.quietly(6).callbacks(new Directions())).epochs())
                .hasSize(6);
    }

    /** Asks which way the numbers go. */
    private static final class Directions extends dev.norma.training.Callback {
        @Override
        public void onEpochEnd(Trainable model, Progress progress, Logs logs) {
            assertThat(model.direction("right")).contains(Direction.UP);
            assertThat(model.direction("loss")).contains(Direction.DOWN);
            assertThat(model.direction("left")).isEmpty();
        }
    }

    /** A mean of which nobody knows whether it is to rise. */
    private static final class Middle extends Mean {
        @Override
        protected Value values(Value yTrue, Value yPred) {
            return Ops.abs(yPred);
        }
    }

    @Test
    void a_metric_that_does_not_say_which_way_is_better_needs_a_mode() {
        assertThatThrownBy(() -> fit(new EarlyStopping().monitor("val_middle"), 1, new Middle()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("""
                EarlyStopping cannot tell whether "val_middle" is to rise or to fall
                  expected: a loss, or a metric that says it
                  given:    mode("auto")
                  fix:      set mode("max") or mode("min")""");
        assertThat(fit(new EarlyStopping().monitor("val_middle").mode("max"), 1, new Middle())
                        .epochs())
                .hasSize(2);
    }

    @Test
    void epochs_to_wait_are_counted_from_0() {
        assertThatThrownBy(() -> new EarlyStopping().patience(-1)).hasMessage("""
                EarlyStopping: patience cannot be this
                  expected: an integer of 0 or more
                  given:    -1
                  fix:      give 0 or more""");
        assertThatThrownBy(() -> new EarlyStopping().startFromEpoch(-1))
                .hasMessageStartingWith("EarlyStopping: startFromEpoch cannot be this");
    }

    @Test
    void a_number_that_never_comes_is_refused() {
        assertThatThrownBy(() -> fit(new EarlyStopping().monitor("val_accuracy"), 1))
                .hasMessage("""
                EarlyStopping cannot watch "val_accuracy"
                  expected: one of [loss, val_loss]
                  given:    "val_accuracy"
                  fix:      set monitor to one of them, or give fit validation data""");
        Sequential net = KerasModels.regression();
        net.compile("sgd", "mse");
        assertThatThrownBy(() -> net.fit(X, Y, Nets.quietly(2).callbacks(new EarlyStopping())))
                .hasMessageContaining("EarlyStopping cannot watch \"val_loss\"");
    }
}
