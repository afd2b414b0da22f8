package dev.norma.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.config.Option;
import dev.norma.initializers.Constant;
import dev.norma.regularizers.L2;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** A layer's configuration, out and in again. */
class ConfigurationTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What a layer needs that has an option without a default. */
    private static final Map<String, Map<String, Object>> REQUIRED = Map.of(
            "Dense", Map.of("units", 3),
            "Activation", Map.of("activation", "relu"),
            "Conv1D", Map.of("filters", 3, "kernel_size", 2),
            "Conv2D", Map.of("filters", 3, "kernel_size", List.of(2, 2)),
            "DepthwiseConv2D", Map.of("kernel_size", List.of(2, 2)),
            "Dropout", Map.of("rate", 0.5),
            "Reshape", Map.of("target_shape", List.of(3, -1)),
            "Embedding", Map.of("input_dim", 5, "output_dim", 2),
            "Rescaling", Map.of("scale", 0.5),
            "TimeDistributed", Map.of("layer", Map.of("class_name", "Dense", "config", Map.of("units", 3))));

    static Stream<String> classes() {
        return Layers.family().names().stream();
    }

    private static Layer layer(String className) {
        Layer layer = Layers.named(className);
        layer.configure(REQUIRED.getOrDefault(className, Map.of()));
        return layer;
    }

    @ParameterizedTest
    @MethodSource("classes")
    void goes_through_json_and_comes_back_the_same(String className) {
        Layer layer = layer(className);
        layer.configure(Map.of("name", "mine", "trainable", false, "dtype", "mixed_bfloat16"));
        String json = JSON.writeValueAsString(layer.serialize());
        Layer again = Layers.of(JSON.readValue(json, Map.class));
        assertThat(again).hasSameClassAs(layer).isNotSameAs(layer);
        assertThat(again.name()).isEqualTo("mine");
        assertThat(again.trainable()).isFalse();
        assertThat(again.policy()).isEqualTo(layer.policy());
        assertThat(JSON.writeValueAsString(again.serialize())).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("classes")
    void says_every_setting_with_a_value_that_can_be_read_again(String className) {
        Map<String, @Nullable Object> config = layer(className).config();
        for (Option<?> option : layer(className).options().all()) {
            assertThat(config.containsKey(option.key()) || Objects.equals(option.get(), option.preset()))
                    .as(option.name())
                    .isTrue();
        }
        Layer again = layer(className);
        again.configure(new LinkedHashMap<>(config));
        assertThat(again.config()).isEqualTo(config);
    }

    @Test
    void keeps_what_differs_from_the_defaults() {
        BatchNormalization layer = new BatchNormalization()
                .axis(1)
                .momentum(0.75)
                .epsilon(1e-5)
                .scale(false)
                .movingMeanInitializer(new Constant(2))
                .betaRegularizer(new L2(0.5))
                .renorm(true)
                .renormClipping(RenormClipping.NONE.rmax(3).dmax(5));
        Layer again = Layers.of(layer.serialize());
        assertThat(again.config()).isEqualTo(layer.config());
        again.apply(Tensor.zeros(2, 3, 2), false);
        assertThat(again.weight("moving_mean").value().toFloats()).containsExactly(2, 2, 2);
    }

    @Test
    void a_layer_inside_another_keeps_its_own_name_and_flag() {
        TimeDistributed layer =
                new TimeDistributed(new BatchNormalization().name("inner").trainable(false)).name("outer");
        Layer again = Layers.of(layer.serialize());
        assertThat(again.trainable()).isTrue();
        assertThat(again.layers().getFirst().trainable()).isFalse();
        again.ensureBuilt(List.of(Tensor.zeros(1, 2, 3).type()));
        assertThat(again.weights().getFirst().path()).isEqualTo("outer/inner/gamma");
    }

    @Test
    void the_new_layer_has_weights_of_its_own() {
        Dense layer = new Dense(2);
        layer.apply(Tensor.zeros(1, 3), false);
        Layer again = Layers.of(layer.serialize());
        assertThat(again.isBuilt()).isFalse();
        again.apply(Tensor.zeros(1, 5), false);
        assertThat(again.weight("kernel").shape()).isEqualTo(Shape.of(5, 2));
    }

    @Test
    void a_layer_in_use_takes_no_configuration() {
        Dense layer = new Dense(2).name("head");
        layer.apply(Tensor.zeros(1, 3), false);
        assertThatThrownBy(() -> layer.configure(Map.of("units", 5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("""
                        layer "head" cannot be configured any more
                          expected: a layer that is not used yet
                          given:    one that is built
                          fix:      make a new one: Layers.of(...)""");
        assertThat(layer.config()).containsEntry("units", 2);
    }

    @Test
    void something_else_than_a_configuration_is_refused() {
        assertThatThrownBy(() -> Layers.of(Map.of("units", 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        this is no layer's configuration
                          expected: a map with "class_name" and "config"
                          given:    a map with [units]
                          fix:      give what layer.serialize() gives""");
        assertThatThrownBy(() -> Layers.of(Map.of("class_name", "Danse", "config", Map.of())))
                .hasMessageContaining("did you mean \"Dense\"?");
        assertThatThrownBy(() -> Layers.of(Map.of("class_name", "Dense", "config", Map.of("unit", 5))))
                .hasMessageContaining("did you mean \"units\"?");
    }

    @Test
    void nothing_is_set_if_one_entry_is_wrong() {
        Dense layer = new Dense(2);
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", "other");
        config.put("units", 7);
        config.put("use_bias", "perhaps");
        assertThatThrownBy(() -> layer.configure(config)).hasMessageContaining("useBias cannot be this");
        assertThat(layer.config()).containsEntry("units", 2).containsEntry("name", "dense");
    }
}
