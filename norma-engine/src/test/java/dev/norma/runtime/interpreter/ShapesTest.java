package dev.norma.runtime.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Concatenate;
import dev.norma.graph.ExpandDims;
import dev.norma.graph.Pad;
import dev.norma.graph.Reshape;
import dev.norma.graph.Reverse;
import dev.norma.graph.Slice;
import dev.norma.graph.SliceGradient;
import dev.norma.graph.Squeeze;
import dev.norma.graph.Transpose;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapesTest {
    private final Tensor matrix = Tensor.of(new int[][] {{0, 1, 2}, {3, 4, 5}});
    private final Tensor cube = Tensor.range(12).reshape(2, 3, 2);

    @Test
    void reshaping_keeps_the_order() {
        assertThat(Evaluated.of(matrix, v -> new Reshape(v, Shape.of(3, -1))).toString())
                .isEqualTo(matrix.reshape(3, 2).toString());
        assertThat(Evaluated.of(matrix, v -> new ExpandDims(v, List.of(0, 3))).shape())
                .isEqualTo(Shape.of(1, 2, 3, 1));
        assertThat(Evaluated.of(matrix.reshape(1, 6, 1), v -> new Squeeze(v, List.of(0, 2)))
                        .toInts())
                .containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void transposing_moves_axes() {
        assertThat(Evaluated.of(matrix, v -> new Transpose(v, List.of(1, 0))).toInts())
                .containsExactly(0, 3, 1, 4, 2, 5);
        Tensor moved = Evaluated.of(cube, v -> new Transpose(v, List.of(2, 0, 1)));
        assertThat(moved.shape()).isEqualTo(Shape.of(2, 2, 3));
        assertThat(moved.toInts()).containsExactly(0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11);
    }

    @Test
    void stretches_axes_of_size_one() {
        Tensor column = Tensor.of(new int[][] {{1}, {2}});

        assertThat(Evaluated.of(column, v -> new BroadcastTo(v, Shape.of(2, 2, 3)))
                        .toInts())
                .containsExactly(1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2);
    }

    @Test
    void puts_parts_behind_each_other() {
        Tensor column = Tensor.of(new int[][] {{10}, {20}});

        assertThat(Evaluated.one(v -> new Concatenate(v, 1), matrix, column, column)
                        .toInts())
                .containsExactly(0, 1, 2, 10, 10, 3, 4, 5, 20, 20);
        assertThat(Evaluated.one(v -> new Concatenate(v, 0), matrix, Tensor.of(new int[][] {{7, 8, 9}}))
                        .toInts())
                .containsExactly(0, 1, 2, 3, 4, 5, 7, 8, 9);
    }

    @Test
    void slices_by_begin_end_and_step() {
        Tensor x = Tensor.range(10);

        assertThat(slice(x, 2, 8, 1)).containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(slice(x, 1, Slice.TO_END, 3)).containsExactly(1, 4, 7);
        assertThat(slice(x, -3, Slice.TO_END, 1)).containsExactly(7, 8, 9);
        assertThat(slice(x, 0, -8, 1)).containsExactly(0, 1);
        assertThat(slice(x, 7, 3, 1)).isEmpty();
        assertThat(slice(x, 8, 100, 1)).containsExactly(8, 9);
        assertThat(slice(x, 4, Slice.TO_END, 1_000_000)).containsExactly(4);
        assertThat(Evaluated.of(cube, v -> new Slice(v, List.of(1L, 0L, 1L), List.of(2L, 3L, 2L), List.of(1L, 2L, 1L)))
                        .toInts())
                .containsExactly(7, 11);
    }

    private static int[] slice(Tensor x, long begin, long end, long step) {
        return Evaluated.of(x, v -> new Slice(v, List.of(begin), List.of(end), List.of(step)))
                .toInts();
    }

    @Test
    void the_gradient_of_a_slice_lies_where_the_slice_was_taken() {
        Tensor g = Tensor.of(5f, 6f, 7f);

        Tensor back = Evaluated.one(
                v -> new SliceGradient(v.get(0), v.get(1), List.of(1L), List.of(8L), List.of(3L)), g, Tensor.zeros(9));

        assertThat(back.toFloats()).containsExactly(0, 5, 0, 0, 6, 0, 0, 7, 0);
    }

    @Test
    void pads_with_a_number() {
        assertThat(Evaluated.of(matrix, v -> new Pad(v, List.of(1L, 0L), List.of(0L, 1L), 9))
                        .toInts())
                .containsExactly(9, 9, 9, 9, 0, 1, 2, 9, 3, 4, 5, 9);
    }

    @Test
    void reverses_axes() {
        assertThat(Evaluated.of(matrix, v -> new Reverse(v, List.of(0))).toInts())
                .containsExactly(3, 4, 5, 0, 1, 2);
        assertThat(Evaluated.of(matrix, v -> new Reverse(v, List.of(1))).toInts())
                .containsExactly(2, 1, 0, 5, 4, 3);
        assertThat(Evaluated.of(matrix, v -> new Reverse(v, List.of(0, 1))).toInts())
                .containsExactly(5, 4, 3, 2, 1, 0);
    }
}
