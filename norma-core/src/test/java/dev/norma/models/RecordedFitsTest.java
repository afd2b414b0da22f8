package dev.norma.models;

import static dev.norma.models.KerasModels.CLASSES;
import static dev.norma.models.KerasModels.WEIGHTS;
import static dev.norma.models.KerasModels.X;
import static dev.norma.models.KerasModels.Y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.optimizers.AdamW;
import dev.norma.optimizers.ExponentialDecay;
import dev.norma.optimizers.Optimizer;
import dev.norma.optimizers.SGD;
import dev.norma.training.Callback;
import dev.norma.training.Fit;
import dev.norma.training.History;
import dev.norma.training.Progress;
import dev.norma.training.Trainable;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole fits, by their settings, have the histories and the weights that Keras' have. */
class RecordedFitsTest {
    private static Fit fit() {
        return Fit.epochs(3).batchSize(3).shuffle(false).verbose(0);
    }

    private static Sequential regression(Optimizer<?> optimizer) {
        Sequential net = KerasModels.regression();
        net.compile(Compile.with(optimizer).loss("mse"));
        return net;
    }

    @Test
    void a_split_divides_sample_weights_too() {
        Sequential net = KerasModels.regression();
        net.compile(Compile.with(new SGD(0.125)).loss("mse").metrics("mae").weightedMetrics("mae"));
        equalsKeras("split", net, net.fit(X, Y, fit().sampleWeight(WEIGHTS).validationSplit(0.3)));
    }

    @Test
    void where_validation_data_are_given_nothing_is_split_off() {
        Sequential net = regression(new SGD(0.125));
        equalsKeras(
                "split and data", net, net.fit(X, Y, fit().validationSplit(0.5).validation(X, Y)));
    }

    @Test
    void validation_has_its_weights_and_its_epochs() {
        Sequential net = regression(new SGD(0.125));
        equalsKeras(
                "frequency", net, net.fit(X, Y, fit().validation(X, Y, WEIGHTS).validationFrequency(2)));
    }

    @Test
    void a_callback_sets_the_learning_rate_from_the_first_epoch_on() {
        Sequential net = regression(new SGD(0.5));
        Callback rates = new Callback() {
            @Override
            public void onEpochBegin(Trainable model, Progress progress) {
                model.optimizer().setLearningRate(0.25 / (progress.epoch() + 1));
            }
        };
        equalsKeras("rates", net, net.fit(X, Y, fit().callbacks(rates)));
    }

    @Test
    void a_learning_rate_falls_in_stairs() {
        Sequential net = regression(new SGD().learningRate(new ExponentialDecay(0.25, 2, 0.5).staircase(true)));
        equalsKeras("stairs", net, net.fit(X, Y, fit()));
    }

    @Test
    void weights_of_classes_count_in_training_and_not_in_validation() {
        Sequential net = KerasModels.classifier();
        net.compile(Compile.with(new SGD(0.125))
                .loss("sparse_categorical_crossentropy")
                .metrics("mae")
                .weightedMetrics("mae"));
        Fit classes = fit().classWeight(Map.of(0, 2.0, 2, 0.5)).validation(X, CLASSES);
        equalsKeras("classes", net, net.fit(X, CLASSES, classes));
    }

    @Test
    void what_is_left_out_of_the_weight_decay_does_not_decay() {
        Sequential named = regression(decaying().excludeFromWeightDecay("bias"));
        equalsKeras("decay of kernels", named, named.fit(X, Y, fit()));
        Sequential net = KerasModels.regression();
        net.compile(
                decaying()
                        .excludeFromWeightDecay(
                                net.getLayer("dense").weight("bias").parameter()),
                "mse");
        equalsKeras("decay of kernels", net, net.fit(X, Y, fit()));
    }

    private static AdamW decaying() {
        return new AdamW(0.125).weightDecay(0.5);
    }

    private static void equalsKeras(String name, Sequential net, History history) {
        Map<String, Object> recorded = KerasModels.named("fits", name);
        Map<String, Object> expected = KerasModels.map(recorded.get("history"));
        Set<String> told = new LinkedHashSet<>();
        history.logs().forEach(logs -> told.addAll(logs.names()));
        assertThat(told).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((log, values) -> KerasModels.areNear(history.get(log), values, log));
        float[][] weights = KerasModels.weights(recorded.get("weights"));
        for (int i = 0; i < weights.length; i++) {
            assertThat(net.getWeights().get(i).toFloats()).containsExactly(weights[i], within(4e-6f));
        }
    }

    static IntStream stages() {
        return IntStream.range(0, KerasModels.cases("stages").size());
    }

    @ParameterizedTest
    @MethodSource("stages")
    void callbacks_are_told_what_Keras_tells_wherever_one_of_them_stops(int index) {
        Map<String, Object> recorded = KerasModels.cases("stages").get(index);
        Stages told = new Stages((String) recorded.get("stop"));
        regression(new SGD()).fit(X, Y, fit().validation(X, Y).callbacks(told));
        assertThat(told.seen).isEqualTo(recorded.get("stages"));
    }
}
