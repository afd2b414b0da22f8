package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.Dropout;
import dev.norma.layers.Input;
import dev.norma.layers.Inputs;
import dev.norma.layers.Layer;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Model;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** N37 and the table of section 3.4: a training mode that is said holds for that layer and what it calls, and no further. */
class ScopingTest {
    private static final Tensor X = Tensor.of(Shape.of(4, 1), 3, 5, 7, 9);

    private final BatchNormalization first = new BatchNormalization();
    private final BatchNormalization second = new BatchNormalization();

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N37_a_base_wired_for_inference_stays_and_the_head_behind_it_learns_D4(String backend) {
        OnBackend.run(backend, () -> {
            Value input = Input.of(1);
            fit(new Model(input, second.apply(first.apply(Arguments.training(false), input))));
            assertThat(moved(first)).isFalse();
            assertThat(moved(second)).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N37_a_dropout_wired_for_training_drops_in_predict_and_leaves_the_normalization_behind_it_in_inference_D4(
            String backend) {
        OnBackend.run(backend, () -> {
            Value input = Input.of(1);
            Value dropped = new Dropout(.5).apply(Arguments.training(true), input);
            Model model = new Model(List.of(input), List.of(dropped, first.apply(dropped)));
            List<Tensor> results =
                    model.predictAll(Dataset.of(Tensor.ones(64, 1)).batch(64));
            assertThat(results.getFirst().toDoubles()).containsOnly(0, 2).contains(0, 2);
            assertThat(results.get(1).difference(scaled(results.getFirst()), 1e-6, 1e-6))
                    .isEmpty();
            assertThat(moved(first)).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N37_wired_without_a_mode_it_inherits_that_of_the_model_D4(String backend) {
        OnBackend.run(backend, () -> {
            Value input = Input.of(1);
            Model model = new Model(input, first.apply(Arguments.NONE, input));
            model.predict(X);
            assertThat(moved(first)).isFalse();
            fit(model);
            assertThat(moved(first)).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N37_in_an_own_layer_a_mode_said_to_one_child_does_not_reach_the_next_D4(String backend) {
        OnBackend.run(backend, () -> {
            new Pair(Arguments.training(false), Arguments.NONE).apply(X, true);
            assertThat(moved(first)).isFalse();
            assertThat(moved(second)).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N37_in_an_own_layer_children_inherit_at_any_depth_D4(String backend) {
        OnBackend.run(backend, () -> {
            new Around(new Around(new Pair(Arguments.NONE, Arguments.NONE))).apply(X, true);
            assertThat(moved(first)).isTrue();
            assertThat(moved(second)).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N37_what_is_said_inside_wins_over_what_is_said_outside_D4(String backend) {
        OnBackend.run(backend, () -> {
            new Around(new Pair(Arguments.training(true), Arguments.NONE)).apply(X, false);
            assertThat(moved(first)).isTrue();
            assertThat(moved(second)).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn"})
    void N37_a_call_that_fails_leaves_no_mode_behind_D4(String backend) {
        OnBackend.run(backend, () -> {
            Layer failing = new Around(new Failing());
            assertThatThrownBy(() -> failing.apply(X, true)).hasMessageContaining("on purpose");
            first.apply(X, false);
            assertThat(moved(first)).isFalse();
            new Pair(Arguments.NONE, Arguments.NONE).apply(X, false);
            assertThat(moved(first)).isFalse();
        });
    }

    private static Tensor scaled(Tensor x) {
        double[] numbers = x.toDoubles();
        float[] scaled = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            scaled[i] = (float) (numbers[i] / Math.sqrt(1.001));
        }
        return Tensor.of(x.type().shape(), scaled);
    }

    private static void fit(Model model) {
        model.compile(new SGD(.01), new MeanSquaredError());
        model.trainOnBatch(X, X);
    }

    private static boolean moved(BatchNormalization norm) {
        return norm.movingMean().value().item() != 0
                || norm.movingVariance().value().item() != 1;
    }

    /** Calls two normalizations, one behind the other, each with a mode of its own. */
    private final class Pair extends Layer {
        private final Arguments toFirst;
        private final Arguments toSecond;

        Pair(Arguments toFirst, Arguments toSecond) {
            this.toFirst = toFirst;
            this.toSecond = toSecond;
            child("first", first);
            child("second", second);
        }

        @Override
        protected Value call(Inputs inputs, Context context) {
            Value x = first.apply(List.of(inputs.only()), context, toFirst).getFirst();
            return second.apply(List.of(x), context, toSecond).getFirst();
        }
    }

    private static final class Around extends Layer {
        private final Layer inner;

        Around(Layer inner) {
            this.inner = child("inner", inner);
        }

        @Override
        protected Value call(Inputs inputs, Context context) {
            return inner.apply(inputs.only(), context);
        }
    }

    private static final class Failing extends Layer {
        @Override
        protected Value call(Inputs inputs, Context context) {
            throw new IllegalStateException("on purpose");
        }
    }
}
