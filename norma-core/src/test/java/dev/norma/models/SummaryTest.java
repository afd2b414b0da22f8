package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Value;
import dev.norma.layers.Add;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Concatenate;
import dev.norma.layers.Context;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Flatten;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Inputs;
import dev.norma.layers.MaxPooling2D;
import dev.norma.layers.Multiply;
import dev.norma.layers.ReLU;
import dev.norma.layers.Softmax;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Adam;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Summaries are, to the letter, what Keras prints for the models of recordings/models.py. */
class SummaryTest {
    static Stream<Arguments> recorded() {
        return KerasModels.cases("summaries").stream()
                .map(one -> Arguments.of(one.get("case"), one.get("options"), one.get("text")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void equals_what_Keras_prints(String name, Map<String, Object> options, String text) {
        assertThat(model(name).summary(options(options)).stripTrailing()).isEqualTo(text.stripTrailing());
    }

    private static SummaryOptions options(Map<String, Object> recorded) {
        SummaryOptions options = new SummaryOptions();
        recorded.forEach((name, value) -> {
            switch (name) {
                case "expand_nested" -> options.expandNested((Boolean) value);
                case "show_trainable" -> options.showTrainable((Boolean) value);
                case "line_length" -> options.lineLength(((Number) value).intValue());
                case "positions" ->
                    options.positions(((List<?>) value)
                            .stream()
                                    .mapToDouble(end -> ((Number) end).doubleValue())
                                    .toArray());
                case "layer_range" ->
                    options.layerRange((String) ((List<?>) value).getFirst(), (String) ((List<?>) value).getLast());
                default -> throw new AssertionError(name);
            }
        });
        return options;
    }

    private static Model model(String name) {
        return switch (name) {
            case "chain", "positions", "range" -> chain();
            case "images" ->
                new Sequential(
                                new InputLayer(8, 8, 1),
                                new Conv2D(32, 3),
                                new MaxPooling2D(),
                                new Flatten(),
                                new Dense(4000))
                        .name("images");
            case "functional_chain" -> functionalChain();
            case "residual", "residual_trainable", "narrow" -> residual();
            case "named" -> named();
            case "shared" -> shared();
            case "twice" -> twice();
            case "nested", "nested_expanded" -> nested();
            case "nested_chain_expanded" -> nestedChain();
            case "part" -> part();
            case "frozen" -> frozen();
            case "trained" -> trained();
            case "unbuilt" -> new Sequential(new Dense(4), new BatchNormalization()).name("unbuilt");
            case "own" -> new Own();
            case "long_names" -> longNames();
            default -> throw new AssertionError("no model for the recorded case " + name);
        };
    }

    private static Sequential chain() {
        return new Sequential(
                new InputLayer(4), new Dense(8).useBias(false), new BatchNormalization(), new ReLU(), new Dense(3));
    }

    private static Model functionalChain() {
        Value x = Input.named("features", 4);
        return new Model(
                x, new Dense(2).name("scores").apply(new Dense(3).name("hidden").apply(x)), "functional");
    }

    private static Model residual() {
        Value x = Input.of(4);
        Value y = new BatchNormalization().apply(new Dense(4).apply(x));
        return new Model(x, new ReLU().apply(new Add().apply(y, x)), "residual");
    }

    private static Model named() {
        Value a = Input.named("a", 3);
        Value b = Input.named("b", 2);
        Value joined = new Concatenate().name("joined").apply(a, b);
        return new Model(
                List.of(a, b),
                List.of(
                        new Dense(1).name("number").apply(joined),
                        new Dense(2).name("kind").apply(joined)),
                "named");
    }

    private static Model shared() {
        Value a = Input.named("left", 3);
        Value b = Input.named("right", 3);
        Dense tower = new Dense(5).name("tower");
        return new Model(List.of(a, b), List.of(new Multiply().apply(tower.apply(a), tower.apply(b))), "shared");
    }

    private static Model twice() {
        Value x = Input.of(3);
        Dense again = new Dense(3).name("again");
        return new Model(x, again.apply(again.apply(x)), "twice");
    }

    private static Model nested() {
        Value inside = Input.named("inside", 4);
        Value middle = new Dense(4).name("middle").apply(inside);
        Model inner = new Model(inside, new Add().name("sum").apply(middle, inside), "inner");
        Sequential head = new Sequential(new InputLayer(4), new Dense(2).name("last"), new Softmax()).name("head");
        Value x = Input.named("outside", 4);
        return new Model(x, head.apply(new Add().apply(inner.apply(x), x)), "nested");
    }

    private static Model nestedChain() {
        Value x = Input.named("outside", 4);
        return new Model(x, chain().apply(x), "nested_chain");
    }

    private static Model part() {
        Value first = Input.named("first", 3);
        Value second = Input.named("second", 3);
        Dense tower = new Dense(3).name("tower");
        tower.apply(first);
        return new Model(second, new Add().apply(tower.apply(second), second), "part");
    }

    private static Model frozen() {
        Sequential net = chain();
        net.getLayer("batch_normalization").setTrainable(false);
        return net;
    }

    private static Model trained() {
        Sequential net = chain();
        net.compile(new Adam(), new SparseCategoricalCrossentropy().fromLogits(true));
        net.trainOnBatch(Tensor.ones(4, 4), KerasModels.CLASSES);
        return net;
    }

    private static Model longNames() {
        Value x = Input.named("an_input_whose_name_does_not_fit_into_a_column_of_this_width", 4);
        Value y = new Dense(4)
                .name("a_layer_whose_name_does_not_fit_into_a_column_of_this_width")
                .apply(x);
        Value z = new Dense(4).name("another").apply(x);
        return new Model(x, new Concatenate().name("joined").apply(y, z, x), "long_names");
    }

    private static final class Own extends Model {
        private final Dense first = child("first", new Dense(4));
        private final Dense second = child("second", new Dense(1));

        @Override
        protected Value call(Inputs inputs, Context context) {
            return second.apply(first.apply(inputs.only(), context), context);
        }
    }

    @Test
    void operations_beside_layers_have_rows_too() {
        Value x = Input.of(2);
        Model model = new Model(x, new Add().apply(Ops.add(Ops.tanh(x), x), Ops.multiply(x, 3)));
        assertThat(model.summary())
                .contains("│ tanh (Tanh) ", "│ add_1 (Add) ", "│ multiply (Multiply) ")
                .contains("│ tanh[0][0],", "│ add_1[0][0],");
    }

    @Test
    void a_compiled_model_has_no_optimizer_numbers_before_its_first_step() {
        assertThat(Nets.compiled().summary()).doesNotContain("Optimizer params");
    }

    @Test
    void a_line_that_is_too_short_is_refused() {
        assertThatThrownBy(() -> chain().summary(new SummaryOptions().lineLength(12)))
                .hasMessage("""
                summary: column 3 is too narrow
                  expected: 4 characters or more
                  given:    3 of a line of 12
                  fix:      give a longer lineLength, or positions further apart""");
    }

    @Test
    void positions_that_do_not_fit_the_columns_are_refused() {
        assertThatThrownBy(() -> chain().summary(new SummaryOptions().positions(0.5, 1)))
                .hasMessage("""
                summary: positions do not fit the columns
                  expected: 3 of them
                  given:    2
                  fix:      give where each column ends, as parts of a line""");
    }

    @Test
    void columns_that_end_before_the_line_are_widened() {
        String summary = chain().summary(new SummaryOptions().lineLength(60).positions(0.3, 0.5, 0.7));
        assertThat(summary.lines().skip(1).limit(3))
                .allSatisfy(line -> assertThat(line).hasSize(60));
    }

    @Test
    void a_range_that_names_no_layer_is_refused() {
        assertThatThrownBy(() -> chain().summary(new SummaryOptions().layerRange("dens_1", "re")))
                .hasMessageContaining("did you mean \"dense_1\"?");
    }
}
