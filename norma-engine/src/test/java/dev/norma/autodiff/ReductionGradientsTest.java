package dev.norma.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Node;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
import dev.norma.graph.Value;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ReductionGradientsTest {
    private final Draws draws = new Draws(2);

    @ParameterizedTest
    @EnumSource(
            value = Reduction.class,
            mode = Mode.EXCLUDE,
            names = {"ANY", "ALL"})
    void are_the_slopes_over_any_axes(Reduction kind) {
        for (boolean keepDims : new boolean[] {false, true}) {
            axes().forEach(axes -> Differences.of(
                            x -> reduce(kind, x.getFirst(), axes, keepDims), draws.spread(2, 3, 4))
                    .check());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Reduction.class,
            mode = Mode.EXCLUDE,
            names = {"ANY", "ALL"})
    void are_themselves_differentiable(Reduction kind) {
        axes().forEach(axes -> Differences.ofGradients(
                        x -> reduce(kind, x.getFirst(), axes, false), draws.spread(2, 3, 4))
                .check());
    }

    private static Stream<List<Integer>> axes() {
        return Stream.of(List.of(0), List.of(1), List.of(2), List.of(0, 2), List.of(1, 2), List.of(0, 1, 2), List.of());
    }

    @Test
    void of_the_largest_are_shared_evenly_among_equal_ones() {
        Tensor x = Tensor.of(new double[][] {{3, 1, 3}, {2, 2, 2}});

        assertThat(gradient(Reduction.MAX, x).toDoubles()).containsExactly(0.5, 0, 0.5, 1 / 3d, 1 / 3d, 1 / 3d);
        assertThat(gradient(Reduction.MIN, x).toDoubles()).containsExactly(0, 1, 0, 1 / 3d, 1 / 3d, 1 / 3d);
    }

    @Test
    void of_products_are_right_beside_zeros() {
        Tensor x = Tensor.of(new double[][] {{0, 2, 3}, {0, 0, 3}});

        assertThat(gradient(Reduction.PROD, x).toDoubles()).containsExactly(6, 0, 0, 0, 0, 0);
        Differences.ofGradients(x2 -> reduce(Reduction.PROD, x2.getFirst(), List.of(1), false), x)
                .check();
    }

    @Test
    void of_means_of_unknown_length_divide_by_the_length_that_comes() {
        Tensor gradient = gradient(Reduction.MEAN, Tensor.of(new double[][] {{1, 2, 3, 4}}));

        assertThat(gradient.toDoubles()).containsExactly(0.25, 0.25, 0.25, 0.25);
    }

    private static Tensor gradient(Reduction kind, Tensor x) {
        return Run.gradients(values -> reduce(kind, values.getFirst(), List.of(1), false), x)
                .getFirst();
    }

    private static Value reduce(Reduction kind, Value x, List<Integer> axes, boolean keepDims) {
        return Node.of(new Reduce(kind, x, axes, keepDims)).results().getFirst();
    }
}
