package dev.norma.models;

import static dev.norma.models.KerasModels.CLASSES;
import static dev.norma.models.KerasModels.WEIGHTS;
import static dev.norma.models.KerasModels.X;
import static dev.norma.models.KerasModels.Y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.data.Batch;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.Tensor;
import dev.norma.training.Logs;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Single steps give the numbers that Keras gives. */
class OnBatchTest {
    private static final Map<Integer, Double> CLASS_WEIGHT = Map.of(0, 2.0, 2, 0.5);

    @Test
    void a_training_step_moves_and_tells_the_numbers_before_it() {
        equalsKeras("train", regression(), net -> net.trainOnBatch(X, Y));
    }

    @Test
    void sample_weights_count_in_the_loss_and_in_weighted_metrics() {
        equalsKeras("train weighted", regression(), net -> net.trainOnBatch(X, Y, WEIGHTS));
    }

    @Test
    void a_batch_may_bring_its_sample_weights() {
        equalsKeras("train weighted", regression(), net -> net.trainOnBatch(Batch.of(X, Y, WEIGHTS)));
    }

    @Test
    void a_test_step_moves_nothing() {
        equalsKeras("test weighted", regression(), net -> net.testOnBatch(X, Y, WEIGHTS));
        equalsKeras("test weighted", regression(), net -> net.testOnBatch(Batch.of(X, Y, WEIGHTS)));
    }

    @Test
    void class_weights_weigh_examples_by_their_labels() {
        equalsKeras("train classes", classifier(), net -> net.trainOnBatch(X, CLASSES, CLASS_WEIGHT));
    }

    @Test
    void class_weights_find_the_class_of_one_hot_labels_and_of_columns() {
        Tensor column = CLASSES.reshape(4, 1);
        equalsKeras("train classes", classifier(), net -> net.trainOnBatch(X, column, CLASS_WEIGHT));
        Tensor oneHot = Tensor.of(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 1, 0}});
        Sequential net = KerasModels.classifier();
        net.compile(Compile.with(new SGD(0.125))
                .loss("crossentropy")
                .metrics("accuracy")
                .weightedMetrics("accuracy"));
        equalsKeras("train classes", net, same -> same.trainOnBatch(X, oneHot, CLASS_WEIGHT));
    }

    @Test
    void java_arrays_do_as_well() {
        float[][] x = {{1, 2}, {3, -4}, {0.5f, 0.25f}, {-1, 1.5f}};
        float[][] y = {{1}, {0}, {0.5f}, {2}};
        equalsKeras("train", regression(), net -> net.trainOnBatch(x, y));
    }

    @Test
    void the_numbers_come_in_the_order_of_Keras_list_too() {
        Sequential net = KerasModels.regression();
        net.compile(Compile.with(new SGD(0.125)).loss("mse").metrics("mae").weightedMetrics("mse"));
        List<?> listed =
                (List<?>) KerasModels.map(KerasModels.recorded("onBatch")).get("listed");
        double[] values = net.trainOnBatch(X, Y, WEIGHTS).values();
        assertThat(values).hasSize(listed.size());
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isCloseTo(((Number) listed.get(i)).doubleValue(), within(1e-6));
        }
    }

    @Test
    void a_prediction_of_a_batch_is_the_prediction() {
        Sequential net = KerasModels.regression();
        assertThat(net.predictOnBatch(X).toFloats())
                .isEqualTo(net.predict(X).toFloats())
                .containsExactly(0.125f, 2.625f, 0.3125f, -0.75f);
    }

    @Test
    void class_weights_and_sample_weights_are_refused_together() {
        Sequential net = classifier();
        assertThatThrownBy(() -> net.fit(
                        X, CLASSES, Nets.quietly(1).sampleWeight(WEIGHTS).classWeight(CLASS_WEIGHT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        class weights cannot be used here
                          expected: class weights or sample weights
                          given:    both
                          fix:      multiply them into sample weights""");
    }

    private static Sequential regression() {
        Sequential net = KerasModels.regression();
        net.compile(Compile.with(new SGD(0.125)).loss("mse").metrics("mae").weightedMetrics("mae", "mse"));
        return net;
    }

    private static Sequential classifier() {
        Sequential net = KerasModels.classifier();
        net.compile(Compile.with(new SGD(0.125))
                .loss("sparse_categorical_crossentropy")
                .metrics("accuracy")
                .weightedMetrics("accuracy"));
        return net;
    }

    private static void equalsKeras(String name, Sequential net, Function<Sequential, Logs> step) {
        List<?> cases =
                (List<?>) KerasModels.map(KerasModels.recorded("onBatch")).get("cases");
        Map<String, Object> recorded = cases.stream()
                .map(KerasModels::map)
                .filter(one -> one.get("case").equals(name))
                .findFirst()
                .orElseThrow();
        for (String time : List.of("first", "second")) {
            Logs logs = step.apply(net);
            Map<String, Object> expected = KerasModels.map(recorded.get(time));
            assertThat(logs.names()).containsExactlyInAnyOrderElementsOf(expected.keySet());
            expected.forEach((log, value) -> assertThat(logs.get(log))
                    .as("%s %s", time, log)
                    .isCloseTo(((Number) value).doubleValue(), within(4e-6)));
        }
        float[][] weights = KerasModels.weights(recorded.get("weights"));
        for (int i = 0; i < weights.length; i++) {
            assertThat(net.getWeights().get(i).toFloats()).containsExactly(weights[i], within(2e-6f));
        }
    }
}
