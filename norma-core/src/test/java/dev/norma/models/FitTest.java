package dev.norma.models;

import static dev.norma.models.KerasModels.X;
import static dev.norma.models.KerasModels.Y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.Tensor;
import dev.norma.training.Callback;
import dev.norma.training.Evaluate;
import dev.norma.training.Fit;
import dev.norma.training.History;
import dev.norma.training.Logs;
import dev.norma.training.Progress;
import dev.norma.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each setting of fit and evaluate does what Keras' does. */
class FitTest {
    /** The numbers of batches of each epoch. */
    private static final class Batches extends Callback {
        final List<List<Long>> seen = new ArrayList<>();

        @Override
        public void onEpochBegin(Trainable model, Progress progress) {
            seen.add(new ArrayList<>());
        }

        @Override
        public void onTrainBatchEnd(Trainable model, Progress progress, Logs logs) {
            seen.getLast().add(progress.batch());
        }
    }

    static IntStream epochs() {
        return IntStream.range(0, KerasModels.cases("epochs").size());
    }

    @ParameterizedTest
    @MethodSource("epochs")
    void steps_of_an_epoch_go_on_and_end_where_those_of_Keras_do(int index) {
        Map<String, Object> recorded = KerasModels.cases("epochs").get(index);
        Batches told = new Batches();
        compiled()
                .fit(
                        Dataset.of(Tensor.ones(40, 2), Tensor.ones(40, 1)).batch(8),
                        Nets.quietly(((Number) recorded.get("epochs")).intValue())
                                .stepsPerEpoch(((Number) recorded.get("stepsPerEpoch")).longValue())
                                .callbacks(told));
        assertThat(told.seen).hasToString(recorded.get("batches").toString());
    }

    @Test
    void an_epoch_is_enough_where_nothing_is_said() {
        assertThat(compiled().fit(X, Y).epochs()).containsExactly(0);
        assertThat(compiled().fit(Dataset.of(X, Y).batch(8)).epochs()).containsExactly(0);
    }

    @Test
    void an_endless_data_set_gives_whole_epochs() {
        Batches told = new Batches();
        compiled()
                .fit(
                        Dataset.of(Tensor.ones(40, 2), Tensor.ones(40, 1))
                                .batch(8)
                                .repeat(),
                        Nets.quietly(3).stepsPerEpoch(2).callbacks(told));
        assertThat(told.seen).hasToString("[[0, 1], [0, 1], [0, 1]]");
    }

    @Test
    void tensors_come_32_at_a_time_or_as_many_as_are_asked_for() {
        assertThat(batches(fit -> {})).isEqualTo(3);
        assertThat(batches(fit -> fit.batchSize(20))).isEqualTo(4);
    }

    private static int batches(Consumer<Fit> setting) {
        Batches told = new Batches();
        Fit fit = Nets.quietly(1).callbacks(told);
        setting.accept(fit);
        compiled().fit(Tensor.ones(70, 2), Tensor.ones(70, 1), fit);
        return told.seen.getLast().size();
    }

    @Test
    void training_goes_on_from_the_initial_epoch() {
        History history = compiled().fit(X, Y, Nets.quietly(5).initialEpoch(3));
        assertThat(history.epochs()).containsExactly(3, 4);
    }

    @Test
    void shuffled_tensors_come_in_another_order_and_all_of_them_come() {
        List<Double> inOrder = order(unmoved(), false);
        assertThat(order(unmoved(), true)).isNotEqualTo(inOrder).containsExactlyInAnyOrderElementsOf(inOrder);
        assertThat(inOrder).isSorted();
    }

    @Test
    void each_fit_shuffles_anew_and_again_the_same_from_the_same_seed() {
        Sequential net = unmoved();
        List<Double> first = order(net, true);
        List<Double> second = order(net, true);
        assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
        Sequential same = unmoved();
        assertThat(order(same, true)).isEqualTo(first);
        assertThat(order(same, true)).isEqualTo(second);
    }

    private static Sequential unmoved() {
        Sequential net = KerasModels.regression();
        net.setSeed(11);
        net.setWeights(List.of(Tensor.zeros(2, 1), Tensor.zeros(1)));
        net.compile(new SGD(0), "mse");
        return net;
    }

    /** The labels of the rows in the order of the steps: with a rate of 0 and weights of 0 the loss of a row is its label squared. */
    private static List<Double> order(Sequential net, boolean shuffle) {
        List<Double> losses = new ArrayList<>();
        Callback teller = new Callback() {
            private double sum;

            @Override
            public void onTrainBatchEnd(Trainable model, Progress progress, Logs logs) {
                double now = logs.get("loss") * (progress.batch() + 1);
                losses.add((double) Math.round(now - sum));
                sum = now;
            }
        };
        Tensor y = Tensor.range(12).reshape(12, 1);
        net.fit(
                Tensor.ones(12, 2),
                y,
                Nets.quietly(1).batchSize(1).shuffle(shuffle).callbacks(teller));
        return losses;
    }

    @Test
    void a_part_from_the_end_is_kept_for_validation() {
        Sequential net = KerasModels.regression();
        net.compile(new SGD(0), "mse");
        History history = net.fit(X, Y, Nets.quietly(1).validationSplit(0.5));
        assertThat(history.last("val_loss"))
                .isEqualTo(net.evaluate(rows(2, 4, X), rows(2, 4, Y)).get("loss"));
        assertThat(history.last("loss"))
                .isEqualTo(net.evaluate(rows(0, 2, X), rows(0, 2, Y)).get("loss"));
    }

    private static Tensor rows(int from, int to, Tensor of) {
        float[][] rows = new float[to - from][(int) of.shape().dim(1)];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (float) of.get(from + i, j);
            }
        }
        return Tensor.of(rows);
    }

    @Test
    void validation_takes_tensors_and_sample_weights_or_a_data_set() {
        Sequential net = KerasModels.regression();
        net.compile(new SGD(0), "mse");
        double weighted = net.evaluate(X, Y, Evaluate.everything().sampleWeight(KerasModels.WEIGHTS))
                .get("loss");
        assertThat(weighted).isCloseTo(3.64111328125, within(1e-6));
        assertThat(net.fit(X, Y, Nets.quietly(1).validation(X, Y, KerasModels.WEIGHTS))
                        .last("val_loss"))
                .isEqualTo(weighted);
        assertThat(net.fit(X, Y, Nets.quietly(1).validation(X, Y)).last("val_loss"))
                .isEqualTo(net.evaluate(X, Y).get("loss"));
        Dataset batches = Dataset.of(X, Y, KerasModels.WEIGHTS).batch(4);
        assertThat(net.fit(X, Y, Nets.quietly(1).validation(batches)).last("val_loss"))
                .isEqualTo(weighted);
    }

    @Test
    void validation_runs_after_some_epochs_and_for_some_steps() {
        AtomicInteger tests = new AtomicInteger();
        Callback counter = new Callback() {
            @Override
            public void onTestBatchEnd(Trainable model, Progress progress, Logs logs) {
                tests.incrementAndGet();
            }
        };
        History history = compiled()
                .fit(
                        X,
                        Y,
                        Nets.quietly(4)
                                .validation(X, Y)
                                .validationBatchSize(1)
                                .validationSteps(3)
                                .validationFrequency(2)
                                .callbacks(counter));
        assertThat(history.get("val_loss")).hasSize(2);
        assertThat(history.logs().get(1).has("val_loss")).isTrue();
        assertThat(tests).hasValue(6);
    }

    @Test
    void evaluate_takes_batch_size_steps_and_callbacks() {
        List<Long> batches = new ArrayList<>();
        Callback counter = new Callback() {
            @Override
            public void onTestBatchBegin(Trainable model, Progress progress) {
                batches.add(progress.batch());
            }
        };
        Sequential net = compiled();
        Logs two = net.evaluate(X, Y, Evaluate.batchSize(1).steps(2).callbacks(counter));
        assertThat(batches).containsExactly(0L, 1L);
        assertThat(two.get("loss"))
                .isCloseTo(net.evaluate(rows(0, 2, X), rows(0, 2, Y)).get("loss"), within(1e-6));
    }

    @Test
    void predictions_come_as_many_rows_at_a_time_as_are_asked_for() {
        Sequential net = compiled();
        assertThat(net.predict(Tensor.ones(70, 2), 7).toFloats())
                .isEqualTo(net.predict(Tensor.ones(70, 2)).toFloats())
                .hasSize(70);
    }

    @Test
    void a_data_set_has_its_own_batches_weights_and_parts() {
        Dataset data = Dataset.of(X, Y).batch(2);
        refused(() -> compiled().fit(data, Nets.quietly(1).batchSize(2)), """
                fit: batchSize cannot be this
                  expected: tensors or Java arrays
                  given:    a data set
                  fix:      batch(n) the data set""");
        refused(() -> compiled().fit(data, Nets.quietly(1).validationSplit(0.5)), """
                fit: validationSplit cannot be this
                  expected: tensors or Java arrays
                  given:    a data set
                  fix:      use take and skip""");
        refused(() -> compiled().fit(data, Nets.quietly(1).sampleWeight(KerasModels.WEIGHTS)), """
                fit: sampleWeight cannot be this
                  expected: tensors or Java arrays
                  given:    a data set
                  fix:      give the data set sample weights""");
    }

    @Test
    void settings_out_of_range_are_refused() {
        refused(() -> Fit.epochs(0), """
                fit: epochs cannot be this
                  expected: an integer of 1 or more
                  given:    0
                  fix:      give 1 or more""");
        refused(() -> Fit.epochs(1).verbose(3), """
                fit: verbose cannot be this
                  expected: 0, 1 or 2
                  given:    3
                  fix:      give 0 to be silent""");
        for (ThrowingCallable setting : List.<ThrowingCallable>of(
                () -> Fit.epochs(1).initialEpoch(-1),
                () -> Fit.epochs(1).batchSize(0),
                () -> Fit.epochs(1).stepsPerEpoch(0),
                () -> Fit.epochs(1).validationSteps(0),
                () -> Fit.epochs(1).validationFrequency(0),
                () -> Fit.epochs(1).validationBatchSize(0),
                () -> Fit.epochs(1).validationSplit(1),
                () -> Evaluate.batchSize(0),
                () -> Evaluate.everything().steps(0))) {
            assertThatThrownBy(setting).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void too_few_sample_weights_are_refused() {
        assertThatThrownBy(() -> compiled().fit(X, Y, Nets.quietly(1).sampleWeight(Tensor.ones(3))))
                .hasMessageContaining("4 samples on axis 0 of sample weights")
                .hasMessageContaining("sample weights float32[3]");
    }

    @Test
    void a_split_that_leaves_nothing_to_train_on_is_refused() {
        refused(() -> compiled().fit(X, Y, Nets.quietly(1).validationSplit(0.9)), """
                fit: validationSplit cannot be this
                  expected: at least one example left to train on
                  given:    0.9 of 4 examples
                  fix:      keep a smaller part""");
    }

    @Test
    void one_weight_for_each_class_needs_one_output() {
        Batch two = Batch.named(Map.of("x", X), Map.of("a", Y, "b", Y));
        assertThatThrownBy(() ->
                        compiled().fit(Dataset.of(two).batch(2), Nets.quietly(1).classWeight(Map.of(0, 2.0))))
                .hasMessageContaining("expected: labels of one output");
    }

    private static void refused(ThrowingCallable action, String message) {
        assertThatThrownBy(action).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static Sequential compiled() {
        Sequential net = KerasModels.regression();
        net.compile("sgd", "mse");
        return net;
    }

    @Test
    void data_without_an_end_are_refused_where_all_of_them_are_asked_for() {
        Sequential net = new Sequential(new InputLayer(2), new Dense(1));
        net.compile("sgd", "mse");
        Dataset data = Dataset.of(Tensor.ones(4, 2), Tensor.ones(4, 1)).batch(2);
        Dataset endless = data.repeat();
        assertThatThrownBy(() -> net.fit(endless)).hasMessage("""
                layer "sequential": an epoch would never end
                  expected: data that end
                  given:    an endless data set
                  fix:      leave repeat() out, or give a part: stepsPerEpoch(n), or data.take(n)""");
        assertThatThrownBy(() -> net.fit(data, Fit.epochs(1).validation(endless)))
                .hasMessageContaining("a validation would never end")
                .hasMessageContaining("validationSteps(n)");
        assertThatThrownBy(() -> net.evaluate(endless)).hasMessageContaining("evaluate would never end");
        assertThatThrownBy(() -> net.predict(endless)).hasMessageContaining("predict would never end");
        net.fit(
                endless,
                Fit.epochs(1)
                        .stepsPerEpoch(3)
                        .validation(endless)
                        .validationSteps(2)
                        .verbose(0));
        net.evaluate(endless, Evaluate.everything().steps(1));
        assertThat(net.optimizer().iterations().value().item()).isEqualTo(3);
    }
}
