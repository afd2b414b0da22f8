package dev.norma.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.tensor.DType;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private static Parameter parameter(String name) {
        return new Parameter(
                name,
                TensorType.of(DType.FLOAT32, 2),
                Parameter.Kind.NON_TRAINABLE,
                new Owner(),
                () -> Tensor.of(1f, 2));
    }

    private final Parameter a = parameter("a");
    private final Parameter b = parameter("b");

    private static Map<Parameter, Tensor> values(Parameter a, Tensor forA, Parameter b, Tensor forB) {
        Map<Parameter, Tensor> values = new LinkedHashMap<>();
        values.put(a, forA);
        values.put(b, forB);
        return values;
    }

    @Test
    void all_take_their_values_in_their_own_types() {
        Parameters.set(values(a, Tensor.of(3.0, 4), b, Tensor.of(5, 6)));
        assertThat(a.value().toFloats()).containsExactly(3, 4);
        assertThat(b.value().toFloats()).containsExactly(5, 6);
        assertThat(a.version()).isEqualTo(1);
    }

    @Test
    void a_shape_that_does_not_fit_leaves_all_as_they_were() {
        assertThatThrownBy(() -> Parameters.set(values(a, Tensor.of(3f, 4), b, Tensor.of(5f))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("\"b\" cannot take this value");
        assertThat(a.value().toFloats()).containsExactly(1, 2);
        assertThat(a.version()).isZero();
    }

    @Test
    void they_are_set_while_the_others_have_the_versions_that_were_seen() {
        Map<Parameter, Long> seen = Map.of(a, a.version(), b, b.version());
        assertThat(Parameters.setIfUnchanged(Map.of(a, Tensor.of(3f, 4)), seen)).isTrue();
        assertThat(a.value().toFloats()).containsExactly(3, 4);
    }

    @Test
    void nothing_is_set_once_another_has_changed() {
        Map<Parameter, Long> seen = Map.of(a, a.version(), b, b.version());
        b.set(Tensor.of(1f, 2));
        assertThat(Parameters.setIfUnchanged(Map.of(a, Tensor.of(3f, 4)), seen)).isFalse();
        assertThat(a.value().toFloats()).containsExactly(1, 2);
    }
}
