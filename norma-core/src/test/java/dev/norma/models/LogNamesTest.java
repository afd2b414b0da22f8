package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Value;
import dev.norma.layers.Concatenate;
import dev.norma.layers.Dense;
import dev.norma.layers.Input;
import dev.norma.losses.MeanSquaredError;
import dev.norma.metrics.MeanAbsoluteError;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names of outputs, losses and metrics resolve and are told as in Keras. */
class LogNamesTest {
    static IntStream recorded() {
        return IntStream.range(0, KerasModels.cases("logNames").size());
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void logs_are_called_as_in_Keras(int index) {
        Map<String, Object> recorded = KerasModels.cases("logNames").get(index);
        Compile how = Compile.with("sgd").loss("number", "mse").loss("kind", "crossentropy");
        KerasModels.map(recorded.get("metrics"))
                .forEach((output, names) -> how.metricsOf(output, ((List<?>) names).toArray()));
        KerasModels.map(recorded.get("weighted"))
                .forEach((output, names) -> how.weightedMetricsOf(output, ((List<?>) names).toArray()));
        Model model = named();
        model.compile(how);
        Map<String, Tensor> x = Map.of("a", Tensor.ones(4, 3), "b", Tensor.ones(4, 2));
        Map<String, Tensor> y = Map.of("number", KerasModels.Y, "kind", Tensor.of(0, 1, 1, 0));
        List<String> names = model.trainOnBatch(x, y).names();
        assertThat(names).containsExactlyInAnyOrderElementsOf(strings(recorded.get("names")));
        assertThat(names.getFirst()).isEqualTo("loss");
    }

    @Test
    void inputs_and_outputs_may_come_in_their_order() {
        Model model = named();
        model.compile(Compile.with("sgd").loss("number", "mse").loss("kind", "ce"));
        List<Tensor> x = List.of(Tensor.ones(4, 3), Tensor.ones(4, 2));
        model.fit(x, List.of(KerasModels.Y, Tensor.of(0, 1, 1, 0)), Nets.quietly(1));
        assertThat(model.predictAll(x))
                .extracting(Tensor::shape)
                .extracting(Object::toString)
                .containsExactly("[4, 1]", "[4, 2]");
    }

    @Test
    void labels_under_names_that_no_output_has_are_refused() {
        Model model = named();
        model.compile(Compile.with("sgd").loss("number", "mse").loss("kind", "ce"));
        Map<String, Tensor> x = Map.of("a", Tensor.ones(4, 3), "b", Tensor.ones(4, 2));
        Map<String, Tensor> y = Map.of("number", KerasModels.Y, "sort", Tensor.of(0, 1, 1, 0));
        assertThatThrownBy(() -> model.fit(x, y, Nets.quietly(1)))
                .hasMessageStartingWith("layer \"functional\" cannot tell which labels belong to which output")
                .hasMessageContaining("expected: labels [number, kind]");
    }

    @Test
    void a_metric_object_belongs_to_one_output() {
        assertThatThrownBy(() -> named().compile(new SGD(), new MeanSquaredError(), new MeanAbsoluteError()))
                .hasMessage("""
                        compile: metric "mean_absolute_error" cannot belong to several outputs
                          expected: one output for each metric
                          given:    one metric for all outputs
                          fix:      name the output: metricsOf("...", metric); or give the metric by name""");
    }

    @Test
    void an_unknown_name_is_refused_at_once() {
        assertThatThrownBy(() -> named().compile("sgd", "mse", "acuracy"))
                .hasMessageContaining("there is no metric of this name")
                .hasMessageContaining("did you mean \"Accuracy\"?");
        assertThatThrownBy(() -> named().compile("adamm", "mse")).hasMessageContaining("did you mean \"Adam\"?");
        assertThatThrownBy(() -> named().compile("adam", "mze")).hasMessageContaining("there is no loss of this name");
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(Objects::toString).toList();
    }

    private static Model named() {
        Value a = Input.named("a", 3);
        Value b = Input.named("b", 2);
        Value joined = new Concatenate().apply(a, b);
        return new Model(
                List.of(a, b),
                List.of(
                        new Dense(1).name("number").apply(joined),
                        new Dense(2).name("kind").apply(joined)));
    }
}
