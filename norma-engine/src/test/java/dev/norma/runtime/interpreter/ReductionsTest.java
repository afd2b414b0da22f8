package dev.norma.runtime.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.ArgReduce;
import dev.norma.graph.Cast;
import dev.norma.graph.Count;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
import dev.norma.graph.SumTo;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReductionsTest {
    private final Tensor x = Tensor.of(new float[][] {{1, -2, 3}, {4, 5, -6}});

    private static Tensor reduce(Reduction kind, Tensor x, Integer... axes) {
        return Evaluated.of(x, v -> new Reduce(kind, v, List.of(axes), false));
    }

    @Test
    void the_axes_named_are_gone() {
        assertThat(reduce(Reduction.SUM, x, 0).toFloats()).containsExactly(5, 3, -3);
        assertThat(reduce(Reduction.SUM, x, 1).toFloats()).containsExactly(2, 3);
        assertThat(reduce(Reduction.SUM, x, 0, 1).item()).isEqualTo(5);
        assertThat(reduce(Reduction.SUM, x))
                .satisfies(same -> assertThat(same.toFloats()).isEqualTo(x.toFloats()));
    }

    @Test
    void axes_may_be_kept() {
        Tensor kept = Evaluated.of(x, v -> new Reduce(Reduction.SUM, v, List.of(1), true));

        assertThat(kept.shape()).isEqualTo(Shape.of(2, 1));
    }

    @Test
    void axes_that_are_not_neighbours_reduce_together() {
        Tensor cube = Tensor.range(24).cast(DType.FLOAT32).reshape(2, 3, 4);

        assertThat(reduce(Reduction.SUM, cube, 0, 2).toFloats()).containsExactly(60, 92, 124);
    }

    @ParameterizedTest
    @CsvSource({"SUM, 2, 3", "MEAN, 0.6666666865348816, 1", "MAX, 3, 5", "MIN, -2, -6", "PROD, -6, -120"})
    void combines_the_elements_of_a_row(Reduction kind, double first, double second) {
        assertThat(reduce(kind, x, 1).toDoubles()).containsExactly(first, second);
    }

    @Test
    void any_and_all_ask_booleans() {
        Tensor b = Tensor.of(new boolean[][] {{true, false}, {true, true}, {false, false}});

        assertThat(reduce(Reduction.ANY, b, 1).toInts()).containsExactly(1, 1, 0);
        assertThat(reduce(Reduction.ALL, b, 1).toInts()).containsExactly(0, 1, 0);
    }

    @Test
    void what_is_not_a_number_is_the_largest_and_the_smallest() {
        Tensor odd = Tensor.of(1f, Float.NaN, 3f);

        assertThat(reduce(Reduction.MAX, odd, 0).item()).isNaN();
        assertThat(reduce(Reduction.MIN, odd, 0).item()).isNaN();
    }

    @Test
    void integers_wrap_around() {
        Tensor large = Tensor.of(Integer.MAX_VALUE, 2, 3);

        assertThat(reduce(Reduction.SUM, large, 0).toInts()).containsExactly(Integer.MIN_VALUE + 4);
        assertThat(reduce(Reduction.PROD, large, 0).toInts()).containsExactly(-6);
    }

    @Test
    void sums_are_rounded_once_at_the_end() {
        Tensor tenths = Tensor.fill(TensorType.of(DType.BFLOAT16, 1000), 1);

        assertThat(reduce(Reduction.SUM, tenths, 0).item()).isEqualTo(1000);
    }

    @Test
    void no_elements_have_a_sum_and_a_product_but_no_largest() {
        Tensor none = Tensor.zeros(2, 0);

        assertThat(reduce(Reduction.SUM, none, 1).toFloats()).containsExactly(0, 0);
        assertThat(reduce(Reduction.PROD, none, 1).toFloats()).containsExactly(1, 1);
        assertThat(reduce(Reduction.MEAN, none, 1).toFloats()).containsExactly(Float.NaN, Float.NaN);
        assertThat(reduce(Reduction.MAX, none, 0).size()).isZero();
        assertThatThrownBy(() -> reduce(Reduction.MAX, none, 1))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("max of no elements has no value");
    }

    @Test
    void the_first_of_equal_elements_is_named() {
        Tensor ties = Tensor.of(new float[][] {{1, 3, 3}, {-5, -5, 2}});

        assertThat(Evaluated.of(ties, v -> new ArgReduce(true, v, 1)).toInts()).containsExactly(1, 2);
        assertThat(Evaluated.of(ties, v -> new ArgReduce(false, v, 1)).toInts()).containsExactly(0, 0);
        assertThat(Evaluated.of(ties, v -> new ArgReduce(true, v, 0)).toInts()).containsExactly(0, 0, 0);
        assertThat(Evaluated.of(ties, v -> new ArgReduce(false, v, 0)).toInts()).containsExactly(1, 1, 1);
    }

    @Test
    void the_first_that_is_not_a_number_is_named_before_all() {
        Tensor odd = Tensor.of(9f, Float.NaN, 10f, Float.NaN);

        assertThat(Evaluated.of(odd, v -> new ArgReduce(true, v, 0)).item()).isEqualTo(1);
        assertThat(Evaluated.of(odd, v -> new ArgReduce(false, v, 0)).item()).isEqualTo(1);
    }

    @Test
    void summing_to_a_shape_undoes_stretching() {
        Tensor result = Evaluated.one(v -> new SumTo(v.get(0), v.get(1)), x, Tensor.zeros(2, 1));
        Tensor flat = Evaluated.one(v -> new SumTo(v.get(0), v.get(1)), x, Tensor.zeros(3));

        assertThat(result.toFloats()).containsExactly(2, 3);
        assertThat(flat.toFloats()).containsExactly(5, 3, -3);
    }

    @Test
    void counts_positions() {
        Tensor count = Evaluated.of(Tensor.zeros(2, 3, 4), v -> new Count(v, List.of(0, 2), DType.INT32));

        assertThat(count.toInts()).containsExactly(8);
    }

    @Test
    void casts_truncate_to_integers_and_ask_whether_not_zero_for_booleans() {
        Tensor odd = Tensor.of(-1.75, 0.5, 0, Double.NaN);

        assertThat(Evaluated.of(odd, v -> new Cast(v, DType.INT32)).toInts()).containsExactly(-1, 0, 0, 0);
        assertThat(Evaluated.of(odd, v -> new Cast(v, DType.BOOL)).toInts()).containsExactly(1, 1, 0, 1);
    }
}
