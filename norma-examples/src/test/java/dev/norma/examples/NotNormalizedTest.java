package dev.norma.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.layers.Weight;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Model;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.Tensor;
import dev.norma.training.Fit;
import org.junit.jupiter.api.Test;

/** Program A: a batch normalization that was never trained. */
class NotNormalizedTest {
    private final Tensor batch = NotNormalized.batch();
    private final Model model;
    private final String printed;

    NotNormalizedTest() throws Exception {
        Printed<Model> asked = Printed.by(NotNormalized::untrained);
        model = asked.result();
        printed = asked.text();
    }

    /** To one unit in the last place. */
    private static void equal(Tensor result, float... expected) {
        float[] actual = result.toFloats();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs((double) actual[i] - expected[i])).isLessThanOrEqualTo(Math.ulp(expected[i]));
        }
    }

    @Test
    void predict_prints_keras_numbers() {
        assertThat(printed).startsWith("[[0.        0.9995004]\n [1.9990008 2.99850");
        equal(model.predict(batch), 0, 0.9995004f, 1.9990008f, 2.9985013f);
    }

    @Test
    void the_weights_are_those_of_a_layer_that_was_never_trained() {
        assertThat(model.weights().stream().map(Weight::name))
                .containsExactly("gamma", "beta", "moving_mean", "moving_variance");
        equal(model.getWeights().get(0), 1, 1);
        equal(model.getWeights().get(1), 0, 0);
        equal(model.getWeights().get(2), 0, 0);
        equal(model.getWeights().get(3), 1, 1);
    }

    @Test
    void a_call_in_training_normalizes_the_batch() {
        equal(model.apply(batch, true), -0.9995004f, -0.9995004f, 0.9995004f, 0.9995004f);
    }

    @Test
    void recalibrated_predict_gives_the_normalized_batch() {
        model.recalibrate(batch);
        equal(model.predict(batch), -0.9995004f, -0.9995004f, 0.9995004f, 0.9995004f);
    }

    @Test
    void trained_long_enough_predict_gives_the_normalized_batch_too() {
        model.compile(new SGD(0), new MeanSquaredError());
        model.fit(batch, batch, Fit.epochs(1500).batchSize(2).verbose(0));
        assertThat(model.predict(batch).toDoubles())
                .containsExactly(new double[] {-0.9995, -0.9995, 0.9995, 0.9995}, within(1e-4));
    }

    @Test
    void predict_hints_once_for_a_model_and_names_layer_and_remedies() {
        assertThat(model.hints()).hasSize(1);
        assertThat(model.hints().getFirst().toString())
                .contains(
                        "batch_normalization",
                        "never trained",
                        "0.9995004",
                        "fit",
                        "recalibrate",
                        "model.apply(x, true)");
        model.predict(batch);
        assertThat(model.hints()).hasSize(1);
    }

    @Test
    void the_doctor_says_it_in_full() {
        assertThat(printed)
                .contains(
                        "Never trained: output = x / sqrt(1 + epsilon) = 0.9995004 x",
                        "stored mean 0, stored variance 1",
                        "model.fit(data, Fit.epochs(10))   // or model.recalibrate(data)");
    }

    @Test
    void the_program_goes_on_to_weights_and_remedy() throws Exception {
        assertThat(Printed.by(() -> NotNormalized.main()).text())
                .startsWith(printed)
                .contains("gamma [1. 1.]\nbeta [0. 0.]\nmoving_mean [0. 0.]\nmoving_variance [1. 1.]\n")
                .contains("in training:\n[[-0.99950")
                .contains("predict, recalibrated:\n[[-0.99950");
    }
}
