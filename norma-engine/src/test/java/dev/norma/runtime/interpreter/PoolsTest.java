package dev.norma.runtime.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Padding;
import dev.norma.graph.Pool;
import dev.norma.graph.PoolGradient;
import dev.norma.graph.Pooling;
import dev.norma.graph.Window;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolsTest {
    private static final Window TWO_BY_TWO = new Window(List.of(2, 2), List.of(2, 2), List.of(1, 1), Padding.VALID);
    private static final Window THREE_SAME = new Window(List.of(3), List.of(2), List.of(1), Padding.SAME);

    private static Tensor pool(Pooling kind, Tensor x, Window window) {
        return Evaluated.of(x, v -> new Pool(kind, v, window));
    }

    private static Tensor gradient(Pooling kind, Tensor x, Tensor g, Window window) {
        Tensor y = pool(kind, x, window);
        return Evaluated.one(v -> new PoolGradient(kind, v.get(0), v.get(1), v.get(2), window), x, y, g);
    }

    @Test
    void takes_the_largest_or_the_mean_of_each_window_channel_by_channel() {
        Tensor x = Tensor.range(16).cast(DType.FLOAT32).reshape(1, 4, 2, 2);

        assertThat(pool(Pooling.MAX, x, TWO_BY_TWO).toFloats()).containsExactly(6, 7, 14, 15);
        assertThat(pool(Pooling.AVERAGE, x, TWO_BY_TWO).toFloats()).containsExactly(3, 4, 11, 12);
    }

    @Test
    void positions_that_no_window_reaches_do_not_count() {
        Tensor x = Tensor.range(15).cast(DType.FLOAT32).reshape(1, 3, 5, 1);

        assertThat(pool(Pooling.MAX, x, TWO_BY_TWO).toFloats()).containsExactly(6, 8);
    }

    @Test
    void padding_does_not_count_in_a_mean_and_is_never_the_largest() {
        Tensor x = Tensor.of(-1f, -2f, -3f, -7f).reshape(1, 4, 1);

        // windows of 3 by 2 over 4 positions: one position is padded behind
        assertThat(pool(Pooling.AVERAGE, x, THREE_SAME).toFloats()).containsExactly(-2, -5);
        assertThat(pool(Pooling.MAX, x, THREE_SAME).toFloats()).containsExactly(-1, -3);
    }

    @Test
    void what_is_not_a_number_is_the_largest() {
        Tensor x = Tensor.of(1f, Float.NaN, 3f, 4f).reshape(1, 4, 1);

        assertThat(pool(Pooling.MAX, x, THREE_SAME).toFloats()).containsExactly(Float.NaN, 4);
    }

    @Test
    void the_gradient_of_the_largest_goes_to_the_first_of_equal_ones() {
        Tensor x = Tensor.of(5f, 5f, 5f, 5f, 1f, 2f, 3f, 3f).reshape(1, 2, 4, 1);

        assertThat(gradient(Pooling.MAX, x, Tensor.of(10f, 20f).reshape(1, 1, 2, 1), TWO_BY_TWO)
                        .toFloats())
                .containsExactly(10, 0, 20, 0, 0, 0, 0, 0);
    }

    @Test
    void the_gradients_of_overlapping_windows_add_up() {
        Tensor x = Tensor.of(1f, 2f, 9f, 4f, 5f).reshape(1, 5, 1);
        Window window = new Window(List.of(3), List.of(1), List.of(1), Padding.VALID);

        assertThat(gradient(Pooling.MAX, x, Tensor.of(1f, 10f, 100f).reshape(1, 3, 1), window)
                        .toFloats())
                .containsExactly(0, 0, 111, 0, 0);
        assertThat(gradient(Pooling.AVERAGE, x, Tensor.of(3f, 30f, 300f).reshape(1, 3, 1), window)
                        .toFloats())
                .containsExactly(1, 11, 111, 110, 100);
    }

    @Test
    void the_gradient_of_a_mean_is_shared_by_what_lies_inside() {
        Tensor x = Tensor.of(-1f, -2f, -3f, -7f).reshape(1, 4, 1);

        assertThat(gradient(Pooling.AVERAGE, x, Tensor.of(3f, 8f).reshape(1, 2, 1), THREE_SAME)
                        .toFloats())
                .containsExactly(1, 1, 1 + 4, 4);
    }
}
