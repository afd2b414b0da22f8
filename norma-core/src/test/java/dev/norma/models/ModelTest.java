package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.initializers.Ones;
import dev.norma.layers.Add;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Concatenate;
import dev.norma.layers.Context;
import dev.norma.layers.Dense;
import dev.norma.layers.Embedding;
import dev.norma.layers.Input;
import dev.norma.layers.Inputs;
import dev.norma.losses.MeanSquaredError;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Adam;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import dev.norma.training.EarlyStopping;
import dev.norma.training.History;
import dev.norma.training.Logs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Models are wired, named, trained and used as in Keras. */
class ModelTest {
    @Test
    void an_untrained_batch_normalization_is_almost_the_identity() {
        Value input = Input.of(2);
        Model model = new Model(input, new BatchNormalization().axis(1).apply(input));
        Tensor y = model.predict(Tensor.range(4).reshape(2, 2));
        assertThat(y.toFloats())
                .containsExactly(new float[] {0f, 0.9995004f, 1.9990008f, 2.9985013f}, within(Math.ulp(2.9985013f)));
    }

    @Test
    void in_training_mode_it_normalizes_the_batch_and_moves() {
        BatchNormalization norm = new BatchNormalization();
        Tensor y = norm.apply(Tensor.of(new float[][] {{0, 1}, {2, 3}}), true);
        assertThat(y.get(0, 0)).isCloseTo(-0.99950037, within(1e-6));
        assertThat(norm.movingMean().value().toFloats()).containsExactly(new float[] {0.01f, 0.02f}, within(1e-7f));
        assertThat(norm.movingVariance().value().toFloats()).containsExactly(new float[] {1, 1}, within(1e-6f));
    }

    @Test
    void fit_learns_and_keeps_a_history() {
        Sequential net = Nets.compiled();
        Tensor x = Nets.features(200);
        History history = net.fit(x, Nets.labels(x), Nets.quietly(15).validationSplit(0.2));
        assertThat(history.epochs()).hasSize(15);
        assertThat(history.last("loss")).isLessThan(history.get("loss").getFirst() / 2);
        assertThat(history.last("val_accuracy")).isGreaterThan(0.8);
        assertThat(history.logs().getLast().names()).containsExactly("loss", "accuracy", "val_loss", "val_accuracy");
    }

    @Test
    void the_same_seed_gives_the_same_numbers() {
        assertThat(trained().toFloats()).isEqualTo(trained().toFloats());
    }

    private static Tensor trained() {
        Sequential net = Nets.compiled();
        Tensor x = Nets.features(50);
        net.fit(x, Nets.labels(x), Nets.quietly(2).batchSize(16));
        return net.predict(x);
    }

    @Test
    void evaluate_and_predict_change_nothing() {
        Sequential net = Nets.compiled();
        Tensor x = Nets.features(20);
        net.fit(x, Nets.labels(x), Nets.quietly(1));
        List<Tensor> before = net.getWeights();
        net.evaluate(x, Nets.labels(x));
        net.predict(x);
        for (int i = 0; i < before.size(); i++) {
            assertThat(net.getWeights().get(i).toFloats())
                    .isEqualTo(before.get(i).toFloats());
        }
    }

    @Test
    void the_last_smaller_batch_is_weighted_by_its_size() {
        Sequential net = Nets.compiled();
        Tensor x = Nets.features(50);
        Tensor y = Nets.labels(x);
        Logs in32 = net.evaluate(x, y);
        Logs whole = net.evaluate(Dataset.of(x, y).batch(50));
        assertThat(in32.get("loss")).isCloseTo(whole.get("loss"), within(1e-6));
        assertThat(in32.get("accuracy")).isCloseTo(whole.get("accuracy"), within(1e-6));
    }

    @Test
    void class_weights_are_sample_weights() {
        Tensor x = Nets.features(30);
        Tensor y = Nets.labels(x);
        float[] weights = new float[30];
        for (int i = 0; i < 30; i++) {
            weights[i] = y.get(i) == 1 ? 3 : 1;
        }
        Sequential byClass = Nets.compiled();
        byClass.fit(x, y, Nets.quietly(2).shuffle(false).classWeight(Map.of(1, 3.0)));
        Sequential bySample = Nets.compiled();
        bySample.fit(x, y, Nets.quietly(2).shuffle(false).sampleWeight(Tensor.of(weights)));
        assertThat(byClass.predict(x).toFloats()).isEqualTo(bySample.predict(x).toFloats());
    }

    @Test
    void several_inputs_and_outputs_go_by_name() {
        Value a = Input.named("a", 3);
        Value b = Input.named("b", 2);
        Value joined = new Concatenate().apply(a, b);
        Value number = new Dense(1).name("number").apply(joined);
        Value kind = new Dense(2).name("kind").apply(joined);
        Model model = new Model(List.of(a, b), List.of(number, kind));
        model.setSeed(1);
        model.compile(Compile.with(new Adam(0.01))
                .loss("number", new MeanSquaredError())
                .loss("kind", new SparseCategoricalCrossentropy().fromLogits(true), 0.5)
                .metricsOf("kind", "accuracy"));
        Map<String, Tensor> x = Map.of("a", Tensor.ones(6, 3), "b", Tensor.zeros(6, 2));
        Map<String, Tensor> y = Map.of("number", Tensor.ones(6, 1), "kind", Tensor.of(0, 1, 0, 1, 0, 1));
        History history = model.fit(x, y, Nets.quietly(3));
        assertThat(history.logs().getLast().names())
                .containsExactly("loss", "number_loss", "kind_loss", "kind_accuracy");
        Logs last = history.logs().getLast();
        assertThat(last.get("loss")).isCloseTo(last.get("number_loss") + 0.5 * last.get("kind_loss"), within(1e-5));
    }

    @Test
    void a_shared_layer_updates_once_for_each_call() {
        Value a = Input.of(1);
        BatchNormalization shared = new BatchNormalization().momentum(0.5);
        Model model = new Model(a, new Add().apply(shared.apply(a), shared.apply(a)));
        model.compile(new SGD(0.0), new MeanSquaredError());
        model.trainOnBatch(Tensor.of(new float[][] {{2}, {2}}), Tensor.zeros(2, 1));
        assertThat(shared.movingMean().value().get(0)).isCloseTo(1.5, within(1e-6));
    }

    @Test
    void a_recorded_training_mode_holds_for_that_layer_alone() {
        Value input = Input.of(2);
        BatchNormalization base = new BatchNormalization().momentum(0.5);
        BatchNormalization head = new BatchNormalization().momentum(0.5);
        Model model = new Model(input, head.apply(base.apply(Arguments.training(false), input)));
        model.compile(new SGD(0.0), new MeanSquaredError());
        model.trainOnBatch(Tensor.of(new float[][] {{1, 2}, {3, 4}}), Tensor.zeros(2, 2));
        assertThat(base.movingMean().value().toFloats()).containsExactly(0, 0);
        assertThat(head.movingMean().value().get(0)).isGreaterThan(0.5);
    }

    @Test
    void a_frozen_layer_does_not_move_and_fit_sees_the_flag_of_compile() {
        Sequential net = Nets.classifier();
        BatchNormalization norm = (BatchNormalization) net.getLayer("batch_normalization");
        norm.setTrainable(false);
        net.compile(new Adam(0.01), new SparseCategoricalCrossentropy().fromLogits(true));
        Tensor x = Nets.features(20);
        net.fit(x, Nets.labels(x), Nets.quietly(2));
        assertThat(norm.movingMean().value().toFloats()).containsOnly(0);
        norm.setTrainable(true);
        net.fit(x, Nets.labels(x), Nets.quietly(1));
        assertThat(norm.movingMean().value().toFloats()).containsOnly(0);
        net.compile(new Adam(0.01), new SparseCategoricalCrossentropy().fromLogits(true));
        net.fit(x, Nets.labels(x), Nets.quietly(1));
        assertThat(norm.movingMean().value().toFloats()).doesNotContain(0);
    }

    @Test
    void nested_models_share_their_weights() {
        Value input = Input.of(3);
        Model inner = new Model(input, new Dense(2).apply(input));
        Value outside = Input.of(3);
        Model outer = new Model(outside, inner.apply(outside));
        Tensor x = Tensor.ones(2, 3);
        assertThat(outer.predict(x).toFloats()).isEqualTo(inner.predict(x).toFloats());
        assertThat(outer.weights()).isEqualTo(inner.weights());
    }

    @Test
    void operations_stand_beside_layers() {
        Value input = Input.of(2);
        Model model = new Model(input, Ops.add(Ops.multiply(input, 3), 1));
        assertThat(model.predict(Tensor.of(new float[][] {{1, 2}})).toFloats()).containsExactly(4, 7);
    }

    @Test
    void an_own_model_keeps_its_layers() {
        Model own = new OwnModel();
        own.setSeed(1);
        own.compile(new Adam(0.05), new MeanSquaredError());
        History history = own.fit(Tensor.ones(8, 3), Tensor.ones(8, 1), Nets.quietly(30));
        assertThat(history.last("loss")).isLessThan(0.05);
        assertThat(own.weights())
                .extracting(weight -> weight.path())
                .containsExactly(
                        "own_model/dense/kernel",
                        "own_model/dense/bias",
                        "own_model/dense_1/kernel",
                        "own_model/dense_1/bias");
    }

    private static final class OwnModel extends Model {
        private final Dense first = child("first", new Dense(4).activation("relu"));
        private final Dense last = child("last", new Dense(1));

        @Override
        protected Value call(Inputs inputs, Context context) {
            return last.apply(first.apply(inputs.only(), context), context);
        }
    }

    @Test
    void a_sequential_without_an_input_is_built_by_the_first_data() {
        Sequential net = new Sequential(new Dense(2), new BatchNormalization());
        assertThat(net.weights()).isEmpty();
        net.predict(Tensor.ones(3, 5));
        assertThat(net.weights()).hasSize(6);
    }

    @Test
    void a_last_axis_of_size_1_may_be_missing_or_too_many_as_in_Keras() {
        Value number = Input.of(1);
        Model one = new Model(number, new Dense(1).kernelInitializer(new Ones()).apply(number));
        for (int i = 0; i < 2; i++) { // the second batch takes the way that the first one found
            assertThat(one.predict(Tensor.of(1f, 2f)).toFloats()).containsExactly(1, 2);
            assertThat(one.predict(Tensor.of(1f, 2f).reshape(2, 1, 1)).toFloats())
                    .containsExactly(1, 2);
        }
        Value id = Input.of(DType.INT32);
        Model table = new Model(
                id, new Embedding(3, 2).embeddingsInitializer(new Ones()).apply(id));
        assertThat(table.predict(Tensor.of(1, 2).reshape(2, 1)).shape()).hasToString("[2, 2]");
    }

    @Test
    void whole_numbers_that_do_not_fit_are_refused_in_later_batches_too() {
        Value id = Input.of(DType.INT32, 1);
        Model table = new Model(id, new Embedding(3, 2).apply(id));
        table.predict(Tensor.of(1, 2).cast(DType.INT64).reshape(2, 1));
        Tensor large = Tensor.fill(TensorType.of(DType.INT64, 2, 1), 4e9);
        assertThatThrownBy(() -> table.predict(large)).hasMessageContaining("input \"input_layer\"");
    }

    @Test
    void names_of_optimizer_loss_and_metrics_resolve() {
        Sequential net = Nets.classifier();
        net.compile("sgd", "sparse_categorical_crossentropy", "accuracy", "sparse_top_k_categorical_accuracy");
        assertThat(net.optimizer().className()).isEqualTo("SGD");
    }

    @Test
    void early_stopping_ends_training_and_brings_the_best_weights_back() {
        Sequential net = Nets.compiled();
        Tensor x = Nets.features(40);
        EarlyStopping stop =
                new EarlyStopping().monitor("loss").minDelta(10).patience(2).restoreBestWeights(true);
        History history = net.fit(x, Nets.labels(x), Nets.quietly(50).callbacks(stop));
        assertThat(history.epochs()).hasSize(3);
        assertThat(stop.stoppedEpoch()).isEqualTo(2);
    }

    @Test
    void sixteen_threads_predict_the_same() throws Exception {
        Sequential net = Nets.compiled();
        Tensor x = Nets.features(8);
        float[] alone = net.predict(x).toFloats();
        List<Callable<float[]>> calls = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            calls.add(() -> net.predict(x).toFloats());
        }
        try (var platform = java.util.concurrent.Executors.newFixedThreadPool(16);
                var virtual = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (var pool : List.of(platform, virtual)) {
                for (var result : pool.invokeAll(calls)) {
                    assertThat(result.get()).isEqualTo(alone);
                }
            }
        }
    }
}
