package dev.norma.runtime.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Gather;
import dev.norma.graph.GatherGradient;
import dev.norma.graph.OneHot;
import dev.norma.graph.Origin;
import dev.norma.graph.TakeAlongAxis;
import dev.norma.graph.TakeAlongAxisGradient;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexingTest {
    private final Tensor x = Tensor.of(new float[][] {{0, 1, 2}, {10, 11, 12}});

    private static Tensor gather(Tensor x, Tensor indices, int axis) {
        return Evaluated.one(v -> new Gather(v.get(0), v.get(1), axis), x, indices);
    }

    private static Tensor take(Tensor x, Tensor indices, int axis) {
        return Evaluated.one(v -> new TakeAlongAxis(v.get(0), v.get(1), axis), x, indices);
    }

    @Test
    void gathers_entries_of_an_axis() {
        assertThat(gather(x, Tensor.of(1, 0, 1), 0).toFloats()).containsExactly(10, 11, 12, 0, 1, 2, 10, 11, 12);
        assertThat(gather(x, Tensor.of(-1, 0), 1).toFloats()).containsExactly(2, 0, 12, 10);
        Tensor grid = gather(x, Tensor.of(new int[][] {{0, 1}, {2, 2}}), 1);
        assertThat(grid.shape()).isEqualTo(Shape.of(2, 2, 2));
        assertThat(grid.toFloats()).containsExactly(0, 1, 2, 2, 10, 11, 12, 12);
    }

    @Test
    void what_gathering_passes_back_adds_up() {
        Tensor back = Evaluated.one(
                v -> new GatherGradient(v.get(0), v.get(1), v.get(2), 1),
                Tensor.of(new float[][] {{1, 2, 4}, {8, 16, 32}}),
                Tensor.of(2, 0, -1),
                x);

        assertThat(back.toFloats()).containsExactly(2, 0, 5, 16, 0, 40);
    }

    @Test
    void takes_along_an_axis() {
        assertThat(take(x, Tensor.of(new int[][] {{2, 0}, {-2, 1}}), 1).toFloats())
                .containsExactly(2, 0, 11, 11);
        assertThat(take(x, Tensor.of(new int[][] {{1, 0, 1}}), 0).toFloats()).containsExactly(10, 1, 12);
    }

    @Test
    void indices_stretch_along_the_other_axes() {
        assertThat(take(x, Tensor.of(new int[][] {{2, 0}}), 1).toFloats()).containsExactly(2, 0, 12, 10);
    }

    @Test
    void what_taking_passes_back_adds_up() {
        Tensor back = Evaluated.one(
                v -> new TakeAlongAxisGradient(v.get(0), v.get(1), v.get(2), 1),
                Tensor.of(new float[][] {{1, 2}, {4, 8}}),
                Tensor.of(new int[][] {{2, 0}, {1, 1}}),
                x);

        assertThat(back.toFloats()).containsExactly(2, 0, 1, 0, 12, 0);
    }

    @Test
    void one_hot_is_all_zeros_where_there_is_no_such_position() {
        Tensor result = Evaluated.of(Tensor.of(1, 3, -1), v -> new OneHot(v, 3, DType.FLOAT32));

        assertThat(result.toFloats()).containsExactly(0, 1, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void an_index_beyond_the_axis_is_refused() {
        assertThatThrownBy(() -> gather(Tensor.zeros(4, 10), Tensor.of(3, 10), 1))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        gather cannot take entry 10 of axis 1
                          expected: indices from -10 to 9
                          given:    index 10 (number 1 of the indices), axis 1 of [4, 10] has size 10
                          fix:      correct the indices, or give the axis at least 11 entries""");
    }

    @Test
    void an_index_too_far_from_the_end_is_refused() {
        assertThatThrownBy(() -> take(x, Tensor.of(new int[][] {{-4}, {0}}), 1))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        takeAlongAxis cannot take entry -4 of axis 1
                          expected: indices from -3 to 2
                          given:    index -4 (number 0 of the indices), axis 1 of [2, 3] has size 3
                          fix:      correct the indices, or give the axis at least 4 entries""");
    }

    @Test
    void an_error_names_the_layer() {
        Trace trace = new Trace("a step");
        Value table = trace.feed("table", x.type());
        Value indices = trace.feed("indices", Tensor.of(7).type());
        Value result = new Origin("head/embedding").draw(() -> Ops.take(table, indices, 0));
        Launcher launcher = new Launcher(trace.finish(List.of(result), false), Backends.named("reference"));

        assertThatThrownBy(() -> launcher.run(List.of(x, Tensor.of(7))))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("layer \"head/embedding\": gather cannot take entry 7 of axis 0\n");
    }
}
