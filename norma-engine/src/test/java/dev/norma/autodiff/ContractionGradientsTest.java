package dev.norma.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Constant;
import dev.norma.graph.Conv;
import dev.norma.graph.ConvInputGradient;
import dev.norma.graph.ConvKernelGradient;
import dev.norma.graph.MatMul;
import dev.norma.graph.Node;
import dev.norma.graph.Op;
import dev.norma.graph.Padding;
import dev.norma.graph.Pool;
import dev.norma.graph.PoolGradient;
import dev.norma.graph.Pooling;
import dev.norma.graph.Value;
import dev.norma.graph.Window;
import dev.norma.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContractionGradientsTest {
    private final Draws draws = new Draws(3);

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void of_matrix_products_are_the_slopes(boolean ta, boolean tb) {
        for (long[][] batches :
                new long[][][] {{{}, {}}, {{4}, {}}, {{}, {4}}, {{4}, {4}}, {{2, 1}, {3}}, {{1}, {4}}}) {
            Tensor a = matrix(batches[0], ta ? 3 : 2, ta ? 2 : 3);
            Tensor b = matrix(batches[1], tb ? 5 : 3, tb ? 3 : 5);
            Differences.of(x -> matMul(x.get(0), x.get(1), ta, tb), a, b).check();
            Differences.ofGradients(x -> matMul(x.get(0), x.get(1), ta, tb), a, b)
                    .check();
        }
    }

    @Test
    void of_a_matrix_with_itself_count_twice() {
        Differences.of(x -> matMul(x.getFirst(), x.getFirst(), false, true), draws.any(4, 2, 3))
                .check();
    }

    private Tensor matrix(long[] batch, long rows, long columns) {
        long[] dims = Arrays.copyOf(batch, batch.length + 2);
        dims[batch.length] = rows;
        dims[batch.length + 1] = columns;
        return draws.any(dims);
    }

    record Convolution(String name, long[] x, long[] kernel, Window window, int groups) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Convolution> convolutions() {
        return Stream.of(
                new Convolution("1D", sizes(2, 6, 2), sizes(3, 2, 4), window(1, 3, 1, 1, Padding.VALID), 1),
                new Convolution("strided", sizes(2, 7, 2), sizes(3, 2, 4), window(1, 3, 2, 1, Padding.SAME), 1),
                new Convolution("same", sizes(1, 5, 4, 2), sizes(3, 3, 2, 3), window(2, 3, 1, 1, Padding.SAME), 1),
                new Convolution("dilated", sizes(1, 6, 6, 1), sizes(2, 2, 1, 2), window(2, 2, 1, 2, Padding.SAME), 1),
                new Convolution(
                        "left over", sizes(1, 6, 6, 2), sizes(3, 3, 2, 2), window(2, 3, 2, 1, Padding.VALID), 1),
                new Convolution("groups", sizes(2, 4, 4, 4), sizes(3, 3, 2, 6), window(2, 3, 1, 1, Padding.SAME), 2),
                new Convolution("depthwise", sizes(1, 5, 5, 3), sizes(3, 3, 1, 6), window(2, 3, 2, 1, Padding.SAME), 3),
                new Convolution(
                        "padded",
                        sizes(1, 4, 4, 1),
                        sizes(3, 3, 1, 2),
                        window(2, 3, 2, 1, new Padding.Explicit(List.of(2, 0), List.of(1, 1))),
                        1));
    }

    private static long[] sizes(long... sizes) {
        return sizes;
    }

    private static Window window(int rank, int size, int stride, int dilation, Padding padding) {
        return new Window(all(rank, size), all(rank, stride), all(rank, dilation), padding);
    }

    private static List<Integer> all(int rank, int number) {
        return Collections.nCopies(rank, number);
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void of_convolutions_are_the_slopes(Convolution c) {
        Differences.of(x -> conv(c, x.get(0), x.get(1)), draws.any(c.x()), draws.any(c.kernel()))
                .onlyKnown()
                .check();
        Differences.of(x -> conv(c, x.getFirst(), kernel(c)), draws.any(c.x()))
                .exceptUnknown()
                .check();
    }

    /** A kernel that depends on nothing, so that only the input has an unknown size. */
    private static Value kernel(Convolution c) {
        return one(new Constant(new Draws(5).any(c.kernel())));
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void of_the_gradients_of_convolutions_are_the_slopes(Convolution c) {
        Tensor x = draws.any(c.x());
        Tensor kernel = draws.any(c.kernel());
        Tensor y = Run.all(v -> List.of(conv(c, v.get(0), v.get(1))), x, kernel).getFirst();
        Tensor g = draws.any(y.shape().toArray());

        Differences.of(
                        v -> one(new ConvInputGradient(v.get(0), v.get(1), v.get(2), c.window(), c.groups())),
                        g,
                        kernel,
                        x)
                .onlyKnown()
                .check();
        Differences.of(
                        v -> one(new ConvKernelGradient(v.get(0), v.get(1), v.get(2), c.window(), c.groups())),
                        x,
                        g,
                        kernel)
                .onlyKnown()
                .check();
    }

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void of_pooling_are_the_slopes(Pooling kind) {
        for (Window window : List.of(
                window(2, 2, 2, 1, Padding.VALID),
                window(2, 3, 2, 1, Padding.SAME),
                window(2, 3, 1, 1, Padding.SAME),
                window(2, 2, 3, 1, Padding.VALID))) {
            Differences.of(x -> one(new Pool(kind, x.getFirst(), window)), draws.spread(2, 5, 5, 2))
                    .check();
        }
    }

    @Test
    void of_the_gradient_of_average_pooling_are_the_slopes() {
        Differences.ofGradients(x -> pooled(Pooling.AVERAGE, x.getFirst()), draws.any(2, 5, 5, 2))
                .check();
    }

    @Test
    void of_the_gradient_of_max_pooling_are_refused_with_its_name() {
        assertThatThrownBy(() -> Differences.ofGradients(
                                x -> pooled(Pooling.MAX, x.getFirst()), draws.spread(2, 5, 5, 2))
                        .check())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("poolGradient of max pooling has no gradient\n  expected:")
                .hasMessageContaining("ops.stopGradient");
    }

    @Test
    void of_the_largest_in_a_window_go_to_the_first_of_equal_ones() {
        Tensor x = Tensor.of(new double[] {1, 1, 0, 2, 2, 2}).reshape(1, 6, 1);
        Window pairs = window(1, 2, 2, 1, Padding.VALID);

        Tensor gradient = Run.gradients(v -> one(new Pool(Pooling.MAX, v.getFirst(), pairs)), x)
                .getFirst();

        assertThat(gradient.toDoubles()).containsExactly(1, 0, 0, 1, 1, 0);
    }

    @Test
    void of_pooling_gradients_pass_what_average_pooling_passes() {
        Window window = window(2, 3, 2, 1, Padding.SAME);
        Differences.of(
                        v -> one(new PoolGradient(Pooling.AVERAGE, v.get(0), v.get(1), v.get(2), window)),
                        draws.any(2, 5, 5, 2),
                        draws.any(2, 3, 3, 2),
                        draws.any(2, 3, 3, 2))
                .onlyKnown()
                .check();
    }

    private static Value pooled(Pooling kind, Value x) {
        return one(new Pool(kind, x, window(2, 3, 2, 1, Padding.SAME)));
    }

    private static Value conv(Convolution c, Value x, Value kernel) {
        return one(new Conv(x, kernel, c.window(), c.groups()));
    }

    private static Value matMul(Value a, Value b, boolean ta, boolean tb) {
        return one(new MatMul(a, b, ta, tb));
    }

    private static Value one(Op op) {
        return Node.of(op).results().getFirst();
    }
}
