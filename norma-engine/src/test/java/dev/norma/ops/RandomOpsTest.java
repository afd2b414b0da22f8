package dev.norma.ops;

import static dev.norma.ops.Ops.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomOpsTest {
    private static final int MANY = 100_000;
    private final Tensor key = Tensor.of(7, 0);
    private final Tensor ones = Tensor.ones(MANY);

    @Test
    void draws_depend_on_seed_step_and_stream() {
        Tensor like = Tensor.zeros(20);
        Tensor drawn = uniform(key, 3, like);
        assertThat(uniform(key, 3, like).contentEquals(drawn)).isTrue();
        assertThat(uniform(key, 4, like).contentEquals(drawn)).isFalse();
        assertThat(uniform(Tensor.of(7, 1), 3, like).contentEquals(drawn)).isFalse();
        assertThat(uniform(Tensor.of(8, 0), 3, like).contentEquals(drawn)).isFalse();
    }

    @Test
    void draws_have_their_distribution() {
        assertThat(mean(uniform(key, 0, ones)).item()).isCloseTo(0.5, within(0.005));
        Tensor bells = normal(key, 0, ones);
        assertThat(mean(bells).item()).isCloseTo(0, within(0.01));
        assertThat(std(bells).item()).isCloseTo(1, within(0.01));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64", "BFLOAT16"})
    void dropout_keeps_the_mean_in_each_element_type(DType dtype) {
        Tensor dropped = dropout(ones.cast(dtype), 0.25, key, 0);
        double scaled = dtype.round(dtype.round(1 / 0.75));
        assertThat(Arrays.stream(dropped.toDoubles()).distinct()).containsExactlyInAnyOrder(0.0, scaled);
        double share = Arrays.stream(dropped.toDoubles()).filter(v -> v == 0).count() / (double) MANY;
        assertThat(share).isCloseTo(0.25, within(0.005));
    }

    @Test
    void dropout_shares_the_noise_along_axes_of_size_1() {
        Tensor x = Tensor.ones(50, 4, 10);
        Tensor dropped = dropout(x, 0.5, key, 0, Tensor.zeros(50, 1, 10));
        for (Tensor row : unstack(dropped, 1)) {
            assertThat(row.contentEquals(take(dropped, 0, 1))).isTrue();
        }
        assertThat(Arrays.stream(dropped.toDoubles()).distinct()).containsExactlyInAnyOrder(0.0, 2.0);
    }

    @Test
    void dropout_of_nothing_is_the_operand() {
        assertThat(dropout(ones, 0, key, 0)).isSameAs(ones);
    }
}
