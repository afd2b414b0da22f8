package dev.norma.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.graph.Value;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.optimizers.SGD;
import dev.norma.regularizers.L2;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A layer step by step over a sequence. What Keras computes with it is among the recordings. */
class TimeDistributedTest {
    private static final Tensor X = Tensor.normal(5, 4, 3, 2);

    @Test
    void each_step_is_normalized_by_itself_and_the_averages_follow_all_steps() {
        BatchNormalization alone = new BatchNormalization().momentum(0.5);
        List<Tensor> steps = new ArrayList<>();
        for (int step = 0; step < 3; step++) {
            steps.add(alone.apply(Ops.take(X, step, 1), true));
        }
        BatchNormalization inside = new BatchNormalization().momentum(0.5);
        Tensor together = new TimeDistributed(inside).apply(X, true);
        assertThat(together.difference(Ops.stack(steps, 1), 0, 1e-6)).isEmpty();
        assertThat(inside.movingMean().value().difference(alone.movingMean().value(), 0, 1e-7))
                .isEmpty();
        assertThat(inside.movingVariance()
                        .value()
                        .difference(alone.movingVariance().value(), 0, 1e-6))
                .isEmpty();
    }

    @Test
    void L31_the_statistics_move_and_freezing_leaves_no_weights_to_train() {
        BatchNormalization norm = new BatchNormalization();
        TimeDistributed layer = new TimeDistributed(norm);
        Sequential net = new Sequential(new InputLayer(10, 2), layer);
        net.compile(new SGD(0.01), new MeanSquaredError());
        Tensor x = Tensor.normal(1, 1, 10, 2);
        net.trainOnBatch(x, x);
        assertThat(norm.movingMean().value().toFloats()[0]).isNotZero();
        assertThat(norm.movingVariance().value().toFloats()[0]).isLessThan(1);
        assertThat(layer.trainableWeights()).hasSize(2);
        layer.setTrainable(false);
        assertThat(layer.trainableWeights()).isEmpty();
        assertThat(layer.nonTrainableWeights()).hasSize(4);
        Tensor mean = norm.movingMean().value();
        layer.apply(x, true);
        assertThat(norm.movingMean().value().difference(mean, 0, 0)).isEmpty();
    }

    @Test
    void names_and_shapes_are_those_of_keras() {
        TimeDistributed layer = new TimeDistributed(new Dense(5));
        Value y = layer.apply(Input.of(7, 3));
        assertThat(y.shape()).isEqualTo(Shape.of(-1, 7, 5));
        assertThat(layer.name()).isEqualTo("time_distributed");
        assertThat(layer.weights())
                .extracting(Weight::path)
                .containsExactly("time_distributed/dense/kernel", "time_distributed/dense/bias");
        assertThat(layer.attributes()).containsOnlyKeys("layer");
    }

    @Test
    void the_layer_sees_the_mask_of_its_step() {
        Tensor mask = Tensor.of(new boolean[][] {{true, true}, {true, false}, {false, true}});
        Tensor x = Tensor.of(new float[][][] {{{1}, {1}}, {{3}, {5}}, {{8}, {9}}});
        BatchNormalization norm = new BatchNormalization().momentum(0.0);
        new TimeDistributed(norm).apply(List.of(x), mask, true);
        assertThat(norm.movingMean().value().getFlat(0))
                .as("the last step counts 1 and 9")
                .isCloseTo(5, within(1e-5));
    }

    @Test
    void the_mask_goes_on_to_the_next_layer() {
        BatchNormalization norm = new BatchNormalization().momentum(0.0);
        Sequential net = new Sequential(new Masking(), new TimeDistributed(new Activation("relu")), norm);
        net.apply(Tensor.of(new float[][][] {{{1}, {0}, {2}}}), true);
        assertThat(norm.movingMean().value().getFlat(0)).isCloseTo(1.5, within(1e-5));
    }

    @Test
    void a_whole_model_can_be_distributed() {
        Sequential image = new Sequential(new InputLayer(4, 4, 1), new Conv2D(2, 3), new Flatten());
        Value input = Input.of(3, 4, 4, 1);
        Model model = new Model(input, new TimeDistributed(image).apply(input));
        Tensor x = Tensor.normal(3, 2, 3, 4, 4, 1);
        Tensor y = model.predict(x);
        assertThat(y.shape()).isEqualTo(Shape.of(2, 3, 8));
        assertThat(Ops.take(y, 1, 1).difference(image.predict(Ops.take(x, 1, 1)), 0, 1e-6))
                .isEmpty();
    }

    @Test
    void an_unknown_number_of_steps_is_taken_together() {
        TimeDistributed layer = new TimeDistributed(new Dense(5));
        Trace trace = new Trace("unknown steps");
        Value x = trace.feed("x", TensorType.of(DType.FLOAT32, -1, -1, 2));
        Value y = layer.apply(x, Context.of(trace, true));
        assertThat(y.shape()).isEqualTo(Shape.of(-1, -1, 5));
        Tensor result =
                new Launcher(trace.finish(List.of(y), false)).run(List.of(X)).getFirst();
        assertThat(result.difference(layer.apply(X, false), 0, 1e-6)).isEmpty();
    }

    @Test
    void a_batch_normalization_is_not_trained_over_an_unknown_number_of_steps() {
        TimeDistributed layer = new TimeDistributed(new Sequential(new BatchNormalization()));
        Value x = Input.of(-1, 2);
        assertThat(layer.apply(x).shape()).as("inference").isEqualTo(Shape.of(-1, -1, 2));
        assertThatThrownBy(() -> layer.apply(Arguments.training(true), x))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        layer "time_distributed": TimeDistributed cannot train a batch normalization over an unknown number of steps
                          expected: the size of axis 1, as each step has statistics of its own
                          given:    [?, ?, 2]
                          fix:      declare the number of steps: Input.of(steps, ...)""");
    }

    @Test
    void something_else_than_a_sequence_is_refused() {
        assertThatThrownBy(() -> new TimeDistributed(new Dense(2)).apply(Tensor.zeros(2, 3), false))
                .hasMessage("""
                        layer "time_distributed": TimeDistributed needs sequences
                          expected: rank 3 or more: [batch, steps, ...]
                          given:    rank 2: [2, 3]
                          fix:      apply the layer itself, or give it a sequence""");
    }

    @Test
    void a_mask_of_another_length_is_refused() {
        Tensor mask = Tensor.of(new boolean[][] {{true, true, true}});
        assertThatThrownBy(() -> new TimeDistributed(new Dense(2)).apply(List.of(X), mask, false))
                .hasMessage("""
                        layer "time_distributed": TimeDistributed cannot use this mask
                          expected: a mask that begins with [4, 3], as x of shape [4, 3, 2] does
                          given:    mask of shape [1, 3]
                          fix:      give one value for each example and step""");
    }

    @Test
    void a_penalty_on_the_inner_layers_output_is_refused_because_keras_drops_it() {
        TimeDistributed layer = new TimeDistributed(new Dense(2).activityRegularizer(new L2(0.1)));
        assertThatThrownBy(() -> layer.apply(X, false)).hasMessageContaining("set it on TimeDistributed");
    }
}
