package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.autodiff.Gradients;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.Semantics;
import dev.norma.layers.Weight;
import dev.norma.ops.Ops;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which weights a batch normalization has, in which order and of which shapes: sections 3.2, 3.10 and 4.4. */
class WeightsTest {
    @ParameterizedTest
    @CsvSource({
        "true, true, false, gamma beta moving_mean moving_variance",
        "false, true, false, beta moving_mean moving_variance",
        "true, false, false, gamma moving_mean moving_variance",
        "false, false, false, moving_mean moving_variance",
        "true, true, true, gamma beta moving_mean moving_variance moving_stddev renorm_mean renorm_stddev",
        "false, false, true, moving_mean moving_variance moving_stddev renorm_mean renorm_stddev",
    })
    void those_that_exist_are_in_Keras_order_frozen_or_not(
            boolean scale, boolean center, boolean renorm, String order) {
        for (boolean trainable : new boolean[] {true, false}) {
            BatchNormalization norm = new BatchNormalization()
                    .scale(scale)
                    .center(center)
                    .renorm(renorm)
                    .trainable(trainable);
            built(norm, 2, 3);
            assertThat(names(norm.weights())).containsExactly(order.split(" "));
            norm.trainable(!trainable);
            assertThat(names(norm.weights())).containsExactly(order.split(" "));
        }
    }

    @ParameterizedTest(name = "axes {0} of {1}, ghost batches of {2}: {3}")
    @CsvSource({
        "'-1', '6,2,3', , '[3]'",
        "'1', '6,2,3', , '[2]'",
        "'0', '6,2,3', , '[6]'",
        "'1,3', '6,2,3,4', , '[1, 2, 1, 4]'",
        "'3,1', '6,2,3,4', , '[1, 2, 1, 4]'",
        "'-1,1', '6,2,3', , '[1, 2, 3]'",
        "'0,1', '6,2,3', , '[6, 2, 1]'",
        "'1', '6,2,3', 3, '[1, 1, 2, 1]'",
        "'-1', '6,3', 2, '[1, 1, 3]'",
        "'1,3', '6,2,3,4', 2, '[1, 1, 2, 1, 4]'",
    })
    void have_the_shape_of_the_axes(String axes, String input, Integer ghosts, String shape) {
        BatchNormalization norm = new BatchNormalization()
                .semantics(Semantics.TF_KERAS)
                .axes(Stream.of(axes.split(",")).mapToInt(Integer::parseInt).toArray())
                .virtualBatchSize(ghosts)
                .renorm(true);
        built(norm, Arrays.stream(input.split(",")).mapToLong(Long::parseLong).toArray());
        assertThat(norm.weights())
                .hasSize(7)
                .allSatisfy(weight -> assertThat(weight.shape()).hasToString(shape));
    }

    /** Statistics are no state that is differentiated: neither by nor through them. */
    @ParameterizedTest
    @CsvSource({"KERAS3, true", "KERAS3, false", "TF_KERAS, true", "TF_KERAS, false"})
    void statistics_are_constants_to_gradients(Semantics semantics, boolean renorm) {
        BatchNormalization norm = new BatchNormalization().semantics(semantics).renorm(renorm);
        TensorType table = TensorType.of(DType.FLOAT32, 4, 2);
        norm.ensureBuilt(List.of(table));
        for (boolean training : new boolean[] {true, false}) {
            Trace trace = new Trace("gradients of statistics");
            Value x = trace.feed("x", table);
            Value y = norm.apply(x, Context.of(trace, training));
            List<Weight> statistics = norm.nonTrainableWeights();
            List<Value> before = statistics.stream()
                    .map(weight -> trace.initial(weight.parameter()))
                    .toList();
            Value after = statistics.stream()
                    .map(weight -> Ops.sum(Ops.square(trace.value(weight.parameter()))))
                    .reduce(Ops::add)
                    .orElseThrow();
            List<Value> all = new ArrayList<>(Gradients.of(Ops.sum(Ops.square(y)), before));
            all.addAll(Gradients.of(after, List.of(x)));
            trace.dropUpdates();
            List<Tensor> found = new Launcher(trace.finish(all, false)).run(List.of(Tensor.normal(1, 4, 2)));
            assertThat(found)
                    .allSatisfy(gradient -> assertThat(gradient.toDoubles()).containsOnly(0));
        }
    }

    private static void built(BatchNormalization norm, long... dims) {
        norm.ensureBuilt(List.of(TensorType.of(DType.FLOAT32, dims)));
    }

    private static List<String> names(List<Weight> weights) {
        return weights.stream().map(Weight::name).toList();
    }
}
