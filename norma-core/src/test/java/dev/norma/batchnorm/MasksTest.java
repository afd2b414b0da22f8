package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.Semantics;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which mask a batch normalization takes, which positions it takes out, and that it hands it on: section 3.6. */
class MasksTest {
    private static final TensorType TABLE = TensorType.of(DType.FLOAT32, 3, 1);
    private static final TensorType MASK = TensorType.of(DType.BOOL, 3);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_mask_is_handed_on_as_it_came(boolean training) {
        Trace trace = new Trace("a mask");
        Value mask = trace.feed("mask", MASK);
        Context context = Context.of(trace, training);
        List<Value> y = new BatchNormalization().apply(List.of(trace.feed("x", TABLE)), context, Arguments.mask(mask));
        assertThat(context.maskOf(y.getFirst())).isSameAs(mask);
    }

    @Test
    void a_mask_that_is_said_wins_over_the_one_that_hangs_on_the_input() {
        Trace trace = new Trace("two masks");
        Value x = trace.feed("x", TABLE);
        Value hanging = trace.feed("hanging", MASK);
        Value said = trace.feed("said", MASK);
        Context context = Context.of(trace, true);
        context.setMask(x, hanging);
        BatchNormalization byHanging = new BatchNormalization().momentum(0);
        BatchNormalization bySaid = new BatchNormalization().momentum(0);
        List<Value> results = List.of(
                byHanging.apply(List.of(x), context, Arguments.NONE).getFirst(),
                bySaid.apply(List.of(x), context, Arguments.mask(said)).getFirst());
        new Launcher(trace.finish(results, false))
                .run(List.of(
                        Tensor.of(new float[][] {{1}, {3}, {8}}),
                        Tensor.of(new boolean[] {true, true, false}),
                        Tensor.of(new boolean[] {false, true, true})));
        assertThat(byHanging.movingMean().value().item()).isCloseTo(2, within(1e-6));
        assertThat(bySaid.movingMean().value().item()).isCloseTo(5.5, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource
    void on_channels_first_a_mask_says_for_each_channel_what_counts(Semantics semantics) {
        BatchNormalization norm =
                new BatchNormalization().semantics(semantics).axis(1).momentum(0);
        Tensor x = Tensor.of(Shape.of(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
        norm.apply(List.of(x), Tensor.of(new boolean[][] {{true, false}, {true, true}}), true);
        assertThat(norm.movingMean().value().toDoubles())
                .as("channel 0 of both examples, channel 1 of the second")
                .containsExactly(new double[] {3.5, 7.5}, within(1e-6));
        assertThat(norm.movingVariance().value().toDoubles()).containsExactly(new double[] {4.25, .25}, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"reference, -Infinity", "reference, NaN", "onednn, -Infinity", "onednn, NaN"})
    void what_is_not_finite_under_the_mask_reaches_no_statistic_of_Keras_3(String backend, double odd) {
        OnBackend.run(backend, () -> {
            BatchNormalization norm = new BatchNormalization().momentum(0);
            Tensor x = Tensor.of(new double[][] {{1}, {3}, {odd}}).cast(DType.FLOAT32);
            Tensor y = norm.apply(List.of(x), Tensor.of(new boolean[] {true, true, false}), true)
                    .getFirst();
            assertThat(y.get(1, 0)).isCloseTo(1 / Math.sqrt(1.001), within(1e-6));
            assertThat(y.get(2, 0)).isNotFinite();
            assertThat(norm.movingMean().value().item()).isCloseTo(2, within(1e-6));
            assertThat(norm.movingVariance().value().item()).isCloseTo(1, within(1e-6));
        });
    }
}
