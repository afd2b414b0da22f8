package dev.norma.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.initializers.Constant;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.ReLU;
import dev.norma.layers.TimeDistributed;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Compile;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import dev.norma.training.Callback;
import dev.norma.training.Fit;
import dev.norma.training.Logs;
import dev.norma.training.OnNonFinite;
import dev.norma.training.Progress;
import dev.norma.training.RecalibrateStatistics;
import dev.norma.training.Trainable;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hints are given where there is a reason, once, and can be switched off. */
class HintsTest {
    private final LogCapture log = new LogCapture("dev.norma.hints");

    @AfterEach
    void let_the_log_go() {
        log.close();
    }

    /** 23 batches of 4 rows, as many as an epoch of the digits has. */
    private static Dataset epoch() {
        return Dataset.of(Tensor.normal(1, 92, 3), Tensor.normal(2, 92, 1)).batch(4);
    }

    private static Sequential net(double momentum) {
        Sequential net = new Sequential(new InputLayer(3), new BatchNormalization().momentum(momentum), new Dense(1));
        net.setSeed(1);
        net.compile(new SGD(0), new MeanSquaredError());
        return net;
    }

    private static Sequential fitted(double momentum, Fit fit) {
        Sequential net = net(momentum);
        net.fit(epoch(), fit.verbose(0));
        return net;
    }

    private static List<Hint.Kind> kinds(Model model) {
        return model.hints().stream().map(Hint::kind).toList();
    }

    @Test
    void a_prediction_by_statistics_that_were_never_trained_says_so_once() {
        Value input = Input.of(2);
        Model model = new Model(input, new BatchNormalization().axis(1).apply(input));
        Tensor x = Tensor.of(new float[][] {{0, 1}, {2, 3}});
        assertThat(model.predict(x).toFloats()).containsExactly(0, 0.9995004f, 1.9990008f, 2.9985013f);
        model.predict(x);
        assertThat(log.lines())
                .containsExactly(
                        "WARNING hint: predict: the statistics of layer \"batch_normalization\" were never trained:"
                                + " by mean 0 and variance 1 the output is x / sqrt(1 + 0.001) = 0.9995004 x, before gamma and beta;"
                                + " model.fit(...) or model.recalibrate(data) gives statistics, model.apply(x, true) normalizes by"
                                + " the batch");
    }

    @Test
    void several_layers_share_a_line_and_other_initial_statistics_are_named_as_such() {
        Sequential net = new Sequential(
                new InputLayer(2),
                new BatchNormalization().movingMeanInitializer(new Constant(3)),
                new BatchNormalization());
        net.predictOnBatch(Tensor.ones(2, 2));
        assertThat(net.hints().getFirst().cause())
                .isEqualTo(
                        "predict: the statistics of layer \"batch_normalization\" and 1 more were never trained: they"
                                + " are what its initializers made");
    }

    @Test
    void evaluation_says_it_too() {
        Sequential net = net(0.99);
        net.evaluate(epoch());
        assertThat(net.hints().getFirst().cause()).startsWith("evaluate: the statistics of");
    }

    @Test
    void a_failed_prediction_says_nothing() {
        Sequential net = net(0.99);
        assertThatThrownBy(() -> net.predict(Tensor.ones(2, 7))).isInstanceOf(RuntimeException.class);
        assertThat(net.hints()).isEmpty();
    }

    @Test
    void trained_or_recalibrated_statistics_are_no_reason() {
        Sequential trained = fitted(0.5, Fit.epochs(1).validation(epoch()));
        trained.predict(Tensor.ones(2, 3));
        Sequential recalibrated = net(0.99);
        recalibrated.recalibrate(epoch());
        recalibrated.predict(Tensor.ones(2, 3));
        recalibrated.evaluate(epoch());
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void few_steps_before_a_validation_are_counted() {
        fitted(0.99, Fit.epochs(3).validation(epoch()));
        assertThat(log.lines())
                .containsExactly(
                        "INFO hint: validation: after 23 of the 459 steps that momentum 0.99 needs (436 to go), the"
                                + " moving statistics of layer \"batch_normalization\" are still 79 % what they began with;"
                                + " model.recalibrate(train) gives exact ones now, momentum(0.9) needs 44 steps");
    }

    @Test
    void at_momentum_09_the_first_epoch_is_a_reason_and_the_second_is_none() {
        fitted(0.9, Fit.epochs(1).validation(epoch()));
        assertThat(log.lines())
                .containsExactly(
                        "INFO hint: validation: after 23 of the 44 steps that momentum 0.9 needs (21 to go), the"
                                + " moving statistics of layer \"batch_normalization\" are still 9 % what they began with; train"
                                + " on, or model.recalibrate(train) gives exact ones now");
        Sequential second = fitted(0.9, Fit.epochs(2).validation(epoch()).validationFrequency(2));
        assertThat(second.hints()).isEmpty();
    }

    @Test
    void a_prediction_after_few_steps_says_it_where_nothing_was_validated() {
        Sequential net = fitted(0.99, Fit.epochs(1));
        assertThat(log.lines()).isEmpty();
        net.predict(Tensor.ones(2, 3));
        assertThat(log.lines()).singleElement().asString().startsWith("INFO hint: predict: after 23 of the 459 steps");
    }

    @Test
    void single_training_steps_count_too() {
        Sequential net = net(0.99);
        for (int i = 0; i < 3; i++) {
            net.trainOnBatch(Tensor.normal(i, 4, 3), Tensor.ones(4, 1));
        }
        net.testOnBatch(Tensor.ones(4, 3), Tensor.ones(4, 1));
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("INFO hint: testOnBatch: after 3 of the 459 steps");
    }

    @Test
    void statistics_that_somebody_else_moved_have_no_known_age() {
        Sequential recalibrated = fitted(
                0.99, Fit.epochs(2).validation(epoch()).callbacks(new RecalibrateStatistics(epoch()).everyEpoch()));
        Sequential loaded = net(0.99);
        loaded.setWeights(fitted(0.99, Fit.epochs(1)).getWeights());
        loaded.fit(epoch(), Fit.epochs(1).verbose(0).validation(epoch()));
        assertThat(recalibrated.hints()).isEmpty();
        assertThat(loaded.hints()).isEmpty();
    }

    @Test
    void steps_of_a_sequence_move_statistics_many_times_in_a_training_step() {
        Sequential net =
                new Sequential(new InputLayer(5, 3), new TimeDistributed(new BatchNormalization().momentum(0.9)));
        net.compile(new SGD(0), new MeanSquaredError());
        Tensor x = Tensor.normal(1, 40, 5, 3);
        net.fit(x, x, Fit.epochs(1).verbose(0));
        net.predict(x);
        assertThat(net.hints()).isEmpty();
    }

    @Test
    void a_validation_far_below_training_is_told_with_both_numbers_and_the_steps() {
        Dataset far = Dataset.of(Ops.add(Tensor.normal(1, 92, 3), 50), Tensor.zeros(92, 1))
                .batch(4);
        Sequential net = net(0.99);
        net.fit(far, Fit.epochs(3).verbose(0).validation(far));
        assertThat(kinds(net)).containsExactly(Hint.Kind.VALIDATION_BEHIND);
        assertThat(log.lines().getFirst())
                .matches(
                        "WARNING hint: validation loss [0-9.]+, training [0-9.]+: after 23 of the 459 steps that momentum 0.99"
                                + " needs \\(436 to go\\), the moving statistics of .* what they began with; model.recalibrate.*");
    }

    @Test
    void a_batch_of_one_is_told_with_the_values_of_a_channel() {
        Dataset rows = Dataset.of(Tensor.normal(1, 9, 3), Tensor.ones(9, 1)).batch(4);
        net(0.5).fit(rows, Fit.epochs(2).verbose(0));
        assertThat(log.lines())
                .containsExactly(
                        "WARNING hint: training on a batch of 1: layer \"batch_normalization\" has 1 value in each"
                                + " channel, so its output is beta, nothing in front of it learns, and its moving variance moves"
                                + " towards 0; data.batch(64), and data.batch(64, true) drops a smaller last batch");
        Sequential images =
                new Sequential(new InputLayer(8, 8, 1), new Conv2D(2, 3), new BatchNormalization().momentum(0.5));
        images.compile(new SGD(0), new MeanSquaredError());
        images.trainOnBatch(Tensor.ones(1, 8, 8, 1), Tensor.ones(1, 6, 6, 2));
        assertThat(log.lines().getLast())
                .startsWith(
                        "INFO hint: training on a batch of 1: the statistics of layer \"batch_normalization\" are those"
                                + " of a single example, 36 values in each channel");
    }

    private static Sequential storing(Tensor mean, Tensor variance) {
        Sequential net = net(0.99);
        List<Tensor> weights = net.getWeights();
        net.setWeights(List.of(weights.get(0), weights.get(1), mean, variance, weights.get(4), weights.get(5)));
        return net;
    }

    @Test
    void variances_below_0_are_told_when_they_are_first_used() {
        Sequential net = storing(Tensor.of(1f, 2, 3), Tensor.of(2f, -0.5f, 1));
        net.predict(Tensor.ones(2, 3));
        assertThat(log.lines())
                .containsExactly(
                        "WARNING hint: layer \"batch_normalization\" stores a moving variance that cannot be right in 1 of 3"
                                + " channels: -0.5 in channel 1; set weights in the order gamma, beta, moving mean, moving variance,"
                                + " or model.recalibrate(train)");
    }

    @Test
    void statistics_that_are_not_finite_are_told_once() {
        Sequential net = storing(Tensor.of(1f, Float.NaN, Float.POSITIVE_INFINITY), Tensor.of(2f, 1, 1));
        net.predict(Tensor.ones(2, 3));
        ((BatchNormalization) net.getLayer(0)).movingVariance().set(Tensor.of(1f, 1, Float.NaN));
        net.predict(Tensor.ones(2, 3));
        assertThat(log.lines())
                .containsExactly(
                        "WARNING hint: layer \"batch_normalization\" stores a moving mean that cannot be right in 2 of 3"
                                + " channels: NaN in channel 1; model.recalibrate(train) gives others, and compiled with"
                                + " onNonFinite(OnNonFinite.THROW) the step that would store such numbers fails");
    }

    @Test
    void a_step_that_stores_statistics_that_are_not_finite_is_told_at_once() {
        Sequential net = net(0.5);
        net.compile(Compile.with(new SGD(0)).loss(new MeanSquaredError()).onNonFinite(OnNonFinite.CONTINUE));
        net.trainOnBatch(Tensor.normal(1, 4, 3), Tensor.ones(4, 1));
        assertThat(net.hints()).isEmpty();
        net.trainOnBatch(Tensor.fill(TensorType.of(DType.FLOAT32, 4, 3), Double.NaN), Tensor.ones(4, 1));
        net.trainOnBatch(Tensor.normal(1, 4, 3), Tensor.ones(4, 1));
        assertThat(log.lines()).singleElement().asString().contains("in 3 of 3 channels: NaN in channel 0");
    }

    @Test
    void an_epoch_that_ends_with_statistics_that_are_not_finite_says_so() {
        Sequential net = net(0.5);
        Callback breaker = new Callback() {
            @Override
            public void onTrainBatchEnd(Trainable model, Progress progress, Logs logs) {
                ((BatchNormalization) net.getLayer(0)).movingMean().set(Tensor.of(1f, 1, Float.NaN));
            }
        };
        Dataset oneStep =
                Dataset.of(Tensor.normal(1, 92, 3), Tensor.normal(2, 92, 1)).batch(92);
        net.fit(oneStep, Fit.epochs(1).verbose(0).callbacks(breaker));
        assertThat(kinds(net)).containsExactly(Hint.Kind.NOT_FINITE);
    }

    @Test
    void averaged_weights_need_statistics_of_their_own() {
        Sequential net = net(0.5);
        net.compile(new SGD(0.01).useEma(true), new MeanSquaredError());
        net.fit(epoch(), Fit.epochs(2).verbose(0).validation(epoch()));
        assertThat(log.lines()).isEmpty();
        net.predict(Tensor.ones(2, 3));
        net.predict(Tensor.ones(2, 3));
        assertThat(log.lines())
                .containsExactly(
                        "INFO hint: predict: since step 46 the weights are averages over steps (useEma), and the statistics"
                                + " of layer \"batch_normalization\" still those of the weights before;"
                                + " model.recalibrate(train) gives them their own");
    }

    @Test
    void averaged_weights_that_were_recalibrated_are_no_reason() {
        Sequential net = net(0.5);
        net.compile(new SGD(0.01).useEma(true), new MeanSquaredError());
        net.fit(epoch(), Fit.epochs(2).verbose(0).callbacks(new RecalibrateStatistics(epoch())));
        net.predict(Tensor.ones(2, 3));
        assertThat(net.hints()).isEmpty();
    }

    private static Sequential channelsFirst(int axis) {
        Sequential net = new Sequential(
                new InputLayer(2, 6, 6),
                new Conv2D(4, 3).dataFormat("channels_first"),
                new ReLU(),
                new BatchNormalization().momentum(0.5).axis(axis));
        net.compile(new SGD(0), new MeanSquaredError());
        return net;
    }

    @Test
    void an_axis_behind_a_channels_first_layer_is_told_at_the_first_step() {
        Tensor x = Tensor.normal(1, 4, 2, 6, 6);
        Sequential wrong = channelsFirst(-1);
        wrong.trainOnBatch(x, Tensor.ones(4, 4, 4, 4));
        wrong.trainOnBatch(x, Tensor.ones(4, 4, 4, 4));
        Sequential right = channelsFirst(1);
        right.trainOnBatch(x, Tensor.ones(4, 4, 4, 4));
        assertThat(log.lines())
                .containsExactly(
                        "WARNING hint: layer \"batch_normalization\" normalizes axis -1 of [?, 4, 4, 4], a position:"
                                + " \"conv2d\" in front has its channels on axis 1; new BatchNormalization().axis(1)");
        assertThat(right.hints()).isEmpty();
    }

    @Test
    void weights_loaded_after_a_prediction_are_looked_at_too() {
        Sequential net = net(0.99);
        net.predict(Tensor.ones(2, 3));
        ((BatchNormalization) net.getLayer(0)).movingVariance().set(Tensor.of(1f, 1, -1));
        net.predict(Tensor.ones(2, 3));
        assertThat(kinds(net)).containsExactly(Hint.Kind.NEVER_TRAINED, Hint.Kind.NEGATIVE_VARIANCE);
    }

    @Test
    void hints_are_switched_off_for_a_model_or_for_all() {
        Sequential silent = net(0.99);
        silent.hints(false);
        silent.predict(Tensor.ones(2, 3));
        silent.fit(epoch(), Fit.epochs(1).verbose(0).validation(epoch()));
        silent.trainOnBatch(Tensor.ones(1, 3), Tensor.ones(1, 1));
        System.setProperty("norma.hints", "false");
        try {
            net(0.99).predict(Tensor.ones(2, 3));
        } finally {
            System.clearProperty("norma.hints");
        }
        assertThat(silent.hints()).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void where_fit_shows_progress_the_hint_stands_under_the_line_of_its_epoch() {
        PrintStream console = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        Sequential net = net(0.99);
        try {
            net.fit(epoch(), Fit.epochs(2).verbose(2).validation(epoch()));
        } finally {
            System.setOut(console);
        }
        List<String> lines = shown.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(0)).isEqualTo("Epoch 1/2");
        assertThat(lines.get(1)).contains("23/23", "val_loss");
        assertThat(lines.get(2)).isEqualTo(net.hints().getFirst().toString());
        assertThat(lines.get(3)).isEqualTo("Epoch 2/2");
        assertThat(lines).hasSize(5);
        assertThat(log.lines()).as("not twice").isEmpty();
    }

    @Test
    void a_hint_of_the_last_epoch_is_shown_at_the_end() {
        PrintStream console = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            net(0.99).fit(epoch(), Fit.epochs(1).validation(epoch()));
        } finally {
            System.setOut(console);
        }
        assertThat(shown.toString(StandardCharsets.UTF_8).lines().toList().getLast())
                .startsWith("hint: validation: after 23 of");
    }

    @Test
    void batches_are_trained_on_as_they_are() {
        Sequential net = net(0.9);
        Sequential same = net(0.9);
        same.hints(false);
        net.fit(
                Dataset.of(Batch.of(Tensor.normal(1, 8, 3), Tensor.ones(8, 1))).batch(1),
                Fit.epochs(1).verbose(0));
        same.fit(
                Dataset.of(Batch.of(Tensor.normal(1, 8, 3), Tensor.ones(8, 1))).batch(1),
                Fit.epochs(1).verbose(0));
        for (int i = 0; i < net.getWeights().size(); i++) {
            assertThat(net.getWeights().get(i).contentEquals(same.getWeights().get(i)))
                    .isTrue();
        }
    }
}
