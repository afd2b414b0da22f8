package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Concatenate;
import dev.norma.layers.Dense;
import dev.norma.layers.Input;
import dev.norma.runtime.Backends;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After a warm-up nothing is left to compile. */
class WarmUpTest {
    private final CountingBackend backend = new CountingBackend();

    private int compiledBy(Runnable action) {
        int before = backend.compiled.get();
        Backends.with(backend, () -> {
            action.run();
            return null;
        });
        return backend.compiled.get() - before;
    }

    @Test
    void a_prediction_of_a_warm_size_compiles_nothing() {
        Sequential net = Nets.classifier();
        assertThat(compiledBy(() -> net.warmUp(1, 32))).isEqualTo(2);
        assertThat(compiledBy(() -> {
                    net.predict(Nets.features(1));
                    net.predictOnBatch(Nets.features(32));
                    net.predict(Dataset.of(Nets.features(64)).batch(32));
                }))
                .isZero();
        assertThat(compiledBy(() -> net.predict(Nets.features(2)))).isEqualTo(1);
    }

    @Test
    void steps_for_a_warm_batch_compile_nothing_and_the_warm_up_changes_nothing() {
        Sequential net = Nets.compiled();
        Tensor x = Nets.features(32);
        Tensor y = Nets.labels(x);
        List<Tensor> before = net.getWeights();
        assertThat(compiledBy(() -> net.warmUp(Batch.of(x, y)))).isEqualTo(3);
        for (int i = 0; i < before.size(); i++) {
            assertThat(net.getWeights().get(i).toFloats())
                    .isEqualTo(before.get(i).toFloats());
        }
        assertThat(compiledBy(() -> {
                    net.fit(x, y, Nets.quietly(2).validation(x, y));
                    net.trainOnBatch(x, y);
                    net.fit(Dataset.of(x, y).batch(32), Nets.quietly(1));
                    net.evaluate(x, y);
                    net.predict(x);
                }))
                .isZero();
    }

    @Test
    void several_inputs_and_other_types_are_warmed_up_alike() {
        Value a = Input.of(DType.INT32, 2);
        Value b = Input.named("b", 2);
        Model model =
                new Model(List.of(a, b), List.of(new Concatenate().apply(dev.norma.ops.Ops.cast(a, DType.FLOAT32), b)));
        assertThat(compiledBy(() -> model.warmUp(3))).isEqualTo(1);
        Map<String, Tensor> x =
                Map.of("b", Tensor.ones(3, 2), "input_layer", Tensor.of(new int[][] {{1, 2}, {3, 4}, {5, 6}}));
        assertThat(compiledBy(() -> model.predict(x))).isZero();
    }

    @Test
    void a_model_that_has_seen_data_knows_its_inputs() {
        Sequential net = new Sequential(new Dense(2), new BatchNormalization());
        net.predict(Tensor.ones(3, 5));
        assertThat(compiledBy(() -> net.warmUp(7))).isEqualTo(1);
        assertThat(compiledBy(() -> net.predict(Tensor.ones(7, 5)))).isZero();
    }

    @Test
    void a_model_that_does_not_know_its_inputs_cannot_be_warmed_up() {
        assertThatThrownBy(() -> new Sequential(new Dense(2)).warmUp(1)).hasMessage("""
                layer "sequential" cannot be warmed up for a number of rows
                  expected: a model that knows its inputs
                  given:    no Input, and no call so far
                  fix:      put an Input in front of it, or predict once""");
    }

    @Test
    void the_same_types_under_another_name_are_the_same_program() {
        Sequential net = Nets.compiled();
        Tensor x = Nets.features(4);
        Tensor y = Nets.labels(x);
        assertThat(compiledBy(() -> net.trainOnBatch(Batch.of(x, y)))).isEqualTo(1);
        assertThat(compiledBy(() -> net.trainOnBatch(x, y))).isZero();
        assertThat(compiledBy(() -> net.trainOnBatch(x.cast(DType.FLOAT64), y.cast(DType.INT64))))
                .isZero();
    }

    @Test
    void a_layer_added_later_is_drawn() {
        Sequential net = Nets.classifier();
        Tensor x = Nets.features(4);
        assertThat(net.predict(x).shape()).hasToString("[4, 3]");
        net.add(new Dense(7));
        assertThat(net.predict(x).shape()).hasToString("[4, 7]");
    }
}
