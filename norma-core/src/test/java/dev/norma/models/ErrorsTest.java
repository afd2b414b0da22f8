package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.layers.Add;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Embedding;
import dev.norma.layers.Flatten;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Layer;
import dev.norma.layers.ReLU;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Adam;
import dev.norma.optimizers.SGD;
import dev.norma.runtime.Backends;
import dev.norma.runtime.NonFiniteException;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import dev.norma.training.History;
import dev.norma.training.OnNonFinite;
import dev.norma.training.TrainStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong is said with what was expected, what was given and how to fix it; and nothing changes. */
class ErrorsTest {
    @Test
    void a_wrong_width_names_the_layer() {
        Dense dense = new Dense(3).name("scores");
        dense.apply(Tensor.zeros(2, 4), false);
        assertThat(message(() -> dense.apply(Tensor.zeros(2, 5), false))).isEqualTo("""
                layer "scores": Dense was built for another width
                  expected: size 4 on axis -1, as in [2, 4]
                  given:    [2, 5]: 5
                  fix:      one layer object serves one width: make another layer for this input""");
    }

    @Test
    void wrong_types_of_data_and_labels_name_the_layer() {
        Sequential net = Nets.compiled();
        Tensor texts = Tensor.of("a", "b", "c", "d");
        assertThat(message(() -> net.predict(texts.reshape(1, 4)))).isEqualTo("""
                layer "sequential", input "input_layer": element [0, 0] is no number
                  expected: float32
                  given:    "a"
                  fix:      clean the strings first, or look them up""");
        assertThat(message(() -> net.fit(Nets.features(4), texts, Nets.quietly(1))))
                .isEqualTo("""
                layer "sequential" cannot compute with strings
                  expected: numbers
                  given:    string[4]
                  fix:      number the strings first, from 0 where they are classes""");
    }

    @Test
    void a_wrong_shape_of_data_names_the_model_and_its_input() {
        assertThat(message(() -> Nets.classifier().predict(Tensor.zeros(2, 5)))).isEqualTo("""
                layer "sequential" does not take this input
                  expected: "input_layer" of shape [?, 4]
                  given:    shape [2, 5]
                  fix:      reshape the data, or make the Input for it""");
    }

    @Test
    void an_example_without_a_batch_axis_is_told_to_get_one() {
        assertThat(message(() -> Nets.classifier().predict(Tensor.zeros(4)))).isEqualTo("""
                layer "sequential" does not take this input
                  expected: "input_layer" of shape [?, 4]
                  given:    shape [4]
                  fix:      put the batch axis in front: data.batch(32), or for a single example reshape it to [1, 4]""");
    }

    @Test
    void a_network_that_a_wrong_batch_would_have_built_is_not_built() {
        Sequential net = new Sequential(new Dense(4), new BatchNormalization(), new Dense(3));
        net.compile(new Adam(0.01), new SparseCategoricalCrossentropy().fromLogits(true), "accuracy");
        Tensor wide = Tensor.ones(4, 9);
        assertThat(message(() -> net.fit(wide, Tensor.of(0, 1, 3, 2), Nets.quietly(1))))
                .contains("cannot learn this label");
        assertThat(message(() -> net.trainOnBatch(wide, Tensor.zeros(4, 2)))).contains("expected: ");
        assertThat(net.layers()).noneMatch(Layer::isBuilt);
        assertThat(net.optimizer().isBuilt()).isFalse();
        assertThat(net.fit(Tensor.ones(4, 5), Tensor.of(0, 1, 2, 2), Nets.quietly(1))
                        .last("loss"))
                .isFinite();
        assertThat(net.layers().getFirst().weight("kernel").shape()).isEqualTo(Shape.of(5, 4));
    }

    @Test
    void a_label_that_names_no_class_is_refused_and_changes_nothing() {
        Sequential net = Nets.compiled();
        List<Tensor> before = net.getWeights();
        Tensor x = Nets.features(4);
        assertThat(message(
                        () -> net.fit(x, Tensor.of(0, 1, 3, 2), Nets.quietly(1).shuffle(false))))
                .isEqualTo("""
                layer "sequential" cannot learn this label
                  expected: class numbers from 0 to 2: the output has 3 classes
                  given:    3 in row 2
                  fix:      number the classes from 0, or give the last layer more units""");
        unchanged(net, before);
    }

    @Test
    void a_loss_that_is_not_finite_names_the_first_layer_and_changes_nothing() {
        Sequential net = Nets.compiled();
        net.getLayer("dense_1").weight("kernel").set(Tensor.fill(TensorType.of(DType.FLOAT32, 8, 3), 3e38));
        List<Tensor> before = net.getWeights();
        Throwable thrown = catchThrowable(() -> net.fit(Nets.features(4), Tensor.of(0, 1, 2, 0), Nets.quietly(1)));
        assertThat(thrown).isInstanceOf(NonFiniteException.class).hasMessage("""
                the loss is not finite
                  expected: finite results and finite new state; nothing was written
                  given:    NaN at element 0 of float32[]; it comes up first in layer "sequential/dense_1" (matMul)
                  fix:      look for such values in the data, lower the learning rate, or clip the gradients""");
        unchanged(net, before);
    }

    @Test
    void data_that_are_not_finite_are_named_and_change_nothing() {
        Sequential net = Nets.compiled();
        List<Tensor> before = net.getWeights();
        float[] x = Nets.features(4).toFloats();
        x[5] = Float.NaN;
        Throwable thrown =
                catchThrowable(() -> net.fit(Tensor.of(Shape.of(4, 4), x), Tensor.of(0, 1, 2, 0), Nets.quietly(1)));
        assertThat(thrown)
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("input \"input_layer\" is not finite");
        unchanged(net, before);
    }

    @Test
    void onNonFinite_CONTINUE_goes_on_as_Keras_does() {
        Sequential net = Nets.classifier();
        net.compile(Compile.with(new SGD(0.1))
                .loss(new SparseCategoricalCrossentropy().fromLogits(true))
                .onNonFinite(OnNonFinite.CONTINUE));
        float[] x = new float[16];
        x[5] = Float.NaN;
        History history = net.fit(Tensor.of(Shape.of(4, 4), x), Tensor.of(0, 1, 2, 0), Nets.quietly(1));
        assertThat(history.last("loss")).isNaN();
    }

    @Test
    void empty_data_are_refused() {
        Sequential net = Nets.compiled();
        Dataset none = Dataset.generator(Collections::emptyIterator);
        assertThat(message(() -> net.fit(none, Nets.quietly(1)))).isEqualTo("""
                layer "sequential": fit has no data
                  expected: at least one batch
                  given:    an empty data set
                  fix:      check the source; batch(n, dropRemainder) drops what is smaller than a batch""");
    }

    @Test
    void a_batch_larger_than_the_data_is_refused_where_the_remainder_is_dropped() {
        assertThat(message(() -> Dataset.of(Nets.features(4)).batch(5, true))).isEqualTo("""
                batch would drop everything
                  expected: at least 5 elements, one full batch
                  given:    4 elements
                  fix:      use a smaller batch, or keep the smaller last batch: batch(5)""");
    }

    @Test
    void an_unknown_layer_name_lists_those_there_are() {
        assertThat(message(() -> Nets.classifier().getLayer("dens"))).isEqualTo("""
                layer "sequential" has no layer "dens"
                  expected: one of [dense, batch_normalization, re_lu, dense_1]
                  given:    "dens"
                  fix:      did you mean "dense"?""");
    }

    @Test
    void weights_of_a_wrong_shape_are_refused_whole() {
        Sequential net = Nets.classifier();
        List<Tensor> before = net.getWeights();
        List<Tensor> wrong = new ArrayList<>(before);
        wrong.set(0, Tensor.ones(4, 8));
        wrong.set(1, Tensor.zeros(7));
        assertThat(message(() -> net.setWeights(wrong))).isEqualTo("""
                layer "sequential" cannot take weight 1
                  expected: "gamma" of shape [8]
                  given:    shape [7]
                  fix:      give the weights in the order [kernel, gamma, beta, moving_mean, moving_variance, kernel, bias]""");
        unchanged(net, before);
    }

    @Test
    void two_layers_of_one_name_are_refused() {
        assertThat(message(() -> new Sequential(new Dense(2).name("a"), new Dense(2).name("a"))))
                .isEqualTo("""
                layer "sequential" cannot have two layers of one name
                  expected: a name of its own for each layer
                  given:    "a" twice
                  fix:      give one of them another name: name("...")""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "reference"})
    void a_number_that_an_embedding_has_no_vector_for_is_refused_with_the_layer(String backend) {
        Sequential net =
                new Sequential(new InputLayer(DType.INT32, 2), new Embedding(4, 2), new Flatten(), new Dense(1));
        net.compile("sgd", "mse");
        List<Tensor> before = net.getWeights();
        Tensor ids = Tensor.of(new int[][] {{1, 7}});
        Backends.with(Backends.named(backend), () -> {
            assertThat(message(() -> net.trainOnBatch(ids, Tensor.ones(1, 1)))).isEqualTo("""
                    layer "sequential/embedding": gather cannot take entry 7 of axis 0
                      expected: indices from -4 to 3
                      given:    index 7 (number 1 of the indices), axis 0 of [4, 2] has size 4
                      fix:      correct the indices, or give the axis at least 8 entries""");
            return true;
        });
        unchanged(net, before);
    }

    @Test
    void labels_that_do_not_fit_are_told_with_the_output_and_what_compares_them() {
        Sequential net = new Sequential(new InputLayer(2), new Dense(3));
        net.compile("sgd", "mse", "mae");
        assertThat(message(() -> net.trainOnBatch(Tensor.ones(2, 2), Tensor.ones(2, 4))))
                .isEqualTo("""
                layer "dense", loss "mean_squared_error": subtract cannot broadcast these shapes
                  expected: equal sizes on each axis from the last, or a size of 1
                  given:    [?, 4] and [?, 3]: on axis -1, 4 is not 3
                  fix:      reshape or transpose an operand""");
        Sequential classes = Nets.compiled();
        assertThat(message(() -> classes.trainOnBatch(Nets.features(2), Tensor.ones(2, 3))))
                .startsWith("layer \"dense_1\", loss \"sparse_categorical_crossentropy\": ");
    }

    @Test
    void a_layer_that_does_not_fit_is_not_added() {
        Sequential net = new Sequential(new InputLayer(4), new Dense(3));
        Conv2D conv = new Conv2D(2, 3);
        assertThatThrownBy(() -> net.add(conv)).isInstanceOf(ShapeException.class);
        assertThat(net.layers()).hasSize(1);
        assertThat(net.attributes()).hasSize(1);
        assertThat(conv.isBuilt()).isFalse();
        assertThat(conv.path()).isEqualTo("conv2d");
        assertThat(net.add(new Dense(2)).predict(Tensor.ones(1, 4)).shape()).hasToString("[1, 2]");
    }

    @Test
    void layers_of_a_model_that_was_not_made_are_free() {
        Dense first = new Dense(3);
        Dense second = new Dense(2);
        assertThatThrownBy(() -> new Sequential(new InputLayer(4), first, second, new Conv2D(2, 3)))
                .isInstanceOf(ShapeException.class);
        assertThat(List.of(first.path(), second.path())).containsExactly("dense", "dense");
        assertThat(first.isBuilt()).isFalse();
        Value x = Input.of(2);
        Dense named = new Dense(2).name("a");
        Value y = new Dense(2).name("a").apply(named.apply(x));
        assertThatThrownBy(() -> new Model(x, y)).hasMessageContaining("two layers of one name");
        assertThat(named.path()).isEqualTo("a");
    }

    @Test
    void an_input_behind_other_layers_is_refused() {
        assertThat(message(() -> new Sequential(new Dense(3), new InputLayer(4))))
                .isEqualTo("""
                layer "sequential" cannot begin a second time
                  expected: an InputLayer in front of all layers, or none
                  given:    layer "input_layer" behind others
                  fix:      put it first, or leave it out""");
    }

    @Test
    void the_last_layer_is_taken_off() {
        Sequential net = new Sequential(new InputLayer(4), new Dense(3), new Dense(2));
        Layer last = net.pop();
        assertThat(last.path()).isEqualTo("dense_1");
        assertThat(net.predict(Tensor.ones(1, 4)).shape()).hasToString("[1, 3]");
        assertThat(net.add(new Dense(5)).predict(Tensor.ones(1, 4)).shape()).hasToString("[1, 5]");
        assertThat(net.weights()).hasSize(4);
        Sequential empty = new Sequential();
        assertThat(message(empty::pop)).startsWith("layer \"sequential\" has no layer to take off");
    }

    @Test
    void an_output_that_depends_on_an_unlisted_input_is_refused() {
        Value a = Input.named("a", 2);
        Value b = Input.named("b", 2);
        Value sum = new Add().apply(a, b);
        assertThat(message(() -> new Model(a, sum))).isEqualTo("""
                the outputs depend on an input that the model does not list
                  expected: all inputs listed: layer "b" is missing
                  given:    inputs [a]
                  fix:      add it to the model's inputs""");
    }

    @Test
    void an_option_set_after_first_use_is_refused() {
        Dense dense = new Dense(3);
        dense.apply(Tensor.zeros(1, 2), false);
        assertThat(message(() -> dense.useBias(false))).isEqualTo("""
                layer "dense": useBias cannot be set any more
                  expected: setting options before the first use
                  given:    useBias(false) after it
                  fix:      set it where the object is made, or make a new one""");
    }

    @Test
    void an_illegal_option_says_what_is_legal() {
        assertThat(message(() -> new BatchNormalization().momentum(1.5))).isEqualTo("""
                layer "batch_normalization": momentum cannot be this
                  expected: a number from 0 to 1: the share of the old average that stays (PyTorch's 0.1 is 0.9 here)
                  given:    1.5
                  fix:      give a number from 0 to 1: the share of the old average that stays (PyTorch's 0.1 is 0.9 here)""");
    }

    @Test
    void an_unknown_setting_lists_those_there_are() {
        assertThat(message(() -> new ReLU().configure(Map.of("slope", 1)))).isEqualTo("""
                layer "re_lu" has no setting "slope"
                  expected: max_value, negative_slope, threshold
                  given:    "slope"
                  fix:      use one of the settings above""");
    }

    @Test
    void a_model_that_is_not_compiled_does_not_train() {
        assertThatThrownBy(() -> Nets.classifier().fit(Nets.features(3), Tensor.of(0, 1, 2), Nets.quietly(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("layer \"sequential\" is not compiled");
    }

    @Test
    void a_build_that_fails_leaves_no_layer_half_built() {
        Sequential net = new Sequential(new Dense(3), new Conv2D(2, 3));
        assertThatThrownBy(() -> net.apply(Tensor.zeros(2, 4), false)).isInstanceOf(ShapeException.class);
        assertThat(net.getLayer(0).isBuilt()).isFalse();
        assertThat(net.weights()).isEmpty();
    }

    @Test
    void a_layer_made_inside_a_step_is_refused() {
        TrainStep step = TrainStep.of(new SGD(), (x, y, context) -> Ops.mean(new Dense(1).apply(x, context)));
        assertThatThrownBy(() -> step.run(Batch.of(Tensor.zeros(2, 2), Tensor.zeros(2, 1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a layer cannot be made inside the function of a training step");
    }

    private static String message(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        Throwable thrown = catchThrowable(action);
        assertThat(thrown).isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class);
        return thrown.getMessage();
    }

    private static void unchanged(Model net, List<Tensor> before) {
        List<Tensor> after = net.getWeights();
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).toFloats()).isEqualTo(before.get(i).toFloats());
        }
    }
}
