package dev.norma.runtime.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.conformance.OpCase;
import dev.norma.conformance.OpCases;
import dev.norma.graph.Conv;
import dev.norma.graph.ConvInputGradient;
import dev.norma.graph.ConvKernelGradient;
import dev.norma.graph.MatMul;
import dev.norma.graph.Padding;
import dev.norma.graph.Window;
import dev.norma.runtime.Backends;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractionsTest {
    private static Tensor matMul(Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
        return Evaluated.one(v -> new MatMul(v.get(0), v.get(1), transposeA, transposeB), a, b);
    }

    private static Tensor conv(Tensor x, Tensor kernel, Window window, int groups) {
        return Evaluated.one(v -> new Conv(v.get(0), v.get(1), window, groups), x, kernel);
    }

    private static Window window(Padding padding, int stride, int dilation, int size) {
        return new Window(List.of(size), List.of(stride), List.of(dilation), padding);
    }

    @Test
    void multiplies_matrices() {
        Tensor a = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
        Tensor b = Tensor.of(new float[][] {{1, 0}, {2, 1}, {0, -1}});

        assertThat(matMul(a, b, false, false).toFloats()).containsExactly(5, -1, 14, -1);
        assertThat(matMul(a, a, false, true).toFloats()).containsExactly(14, 32, 32, 77);
        assertThat(matMul(a, a, true, false).toFloats()).containsExactly(17, 22, 27, 22, 29, 36, 27, 36, 45);
        assertThat(matMul(b, a, true, true).toFloats()).containsExactly(5, 14, -1, -1);
    }

    @Test
    void axes_in_front_broadcast() {
        Tensor a = Tensor.range(4).cast(DType.FLOAT32).reshape(2, 1, 1, 2);
        Tensor b = Tensor.of(new float[][][] {{{1}, {1}}, {{1}, {-1}}, {{2}, {0}}});

        Tensor result = matMul(a, b, false, false);

        assertThat(result.shape()).isEqualTo(Shape.of(2, 3, 1, 1));
        assertThat(result.toFloats()).containsExactly(1, -1, 0, 5, -1, 4);
    }

    @Test
    void products_of_integers_wrap_around() {
        Tensor a = Tensor.of(new int[][] {{123_456_789, 1}});
        Tensor b = Tensor.of(new int[][] {{987_654_321}, {1}});

        assertThat(matMul(a, b, false, false).toInts()).containsExactly(-67_153_018);
    }

    @Test
    void products_are_summed_in_double_and_rounded_once() {
        Tensor a = Tensor.of(new float[][] {{0x1p24f, 1, 1, 1}});
        Tensor ones = Tensor.ones(4, 1);

        assertThat(matMul(a, ones, false, false).item()).isEqualTo(0x1p24 + 4);
    }

    @Test
    void what_is_not_a_number_meets_zero_and_spreads() {
        Tensor a = Tensor.of(new float[][] {{0, 1}});
        Tensor b = Tensor.of(new float[][] {{Float.NaN}, {1}});

        assertThat(matMul(a, b, false, false).item()).isNaN();
    }

    @Test
    void slides_the_kernel_without_flipping_it() {
        Tensor x = Tensor.of(1f, 2f, 3f, 4f, 5f).reshape(1, 5, 1);
        Tensor kernel = Tensor.of(1f, 10f, 100f).reshape(3, 1, 1);

        assertThat(conv(x, kernel, window(Padding.VALID, 1, 1, 3), 1).toFloats())
                .containsExactly(321, 432, 543);
        assertThat(conv(x, kernel, window(Padding.SAME, 1, 1, 3), 1).toFloats())
                .containsExactly(210, 321, 432, 543, 54);
        assertThat(conv(x, kernel, window(Padding.VALID, 2, 1, 3), 1).toFloats())
                .containsExactly(321, 543);
        assertThat(conv(x, kernel, window(Padding.VALID, 1, 2, 3), 1).toFloats())
                .containsExactly(531);
        assertThat(conv(x, kernel, window(new Padding.Explicit(List.of(2), List.of(0)), 2, 1, 3), 1)
                        .toFloats())
                .containsExactly(100, 321, 543);
    }

    @Test
    void same_padding_puts_the_odd_position_behind() {
        Tensor x = Tensor.of(1f, 2f, 3f, 4f).reshape(1, 4, 1);
        Tensor kernel = Tensor.of(1f, 10f).reshape(2, 1, 1);

        assertThat(conv(x, kernel, window(Padding.SAME, 1, 1, 2), 1).toFloats()).containsExactly(21, 32, 43, 4);
    }

    @Test
    void sums_over_input_channels() {
        Tensor x = Tensor.of(1f, 2f, 3f, 4f).reshape(1, 2, 2);
        Tensor kernel = Tensor.of(1f, 0f, 10f, 1f).reshape(1, 2, 2);

        assertThat(conv(x, kernel, window(Padding.VALID, 1, 1, 1), 1).toFloats())
                .containsExactly(21, 2, 43, 4);
    }

    @Test
    void groups_do_not_see_each_other() {
        Tensor x = Tensor.of(1f, 2f, 3f, 4f).reshape(1, 1, 4);
        Tensor kernel = Tensor.of(1f, 2f, 3f, 4f).reshape(1, 2, 2);

        // the first result sees channels 0 and 1 with weights 1 and 3, the second channels 2 and 3 with 2 and 4
        assertThat(conv(x, kernel, window(Padding.VALID, 1, 1, 1), 2).toFloats())
                .containsExactly(7, 22);
    }

    @Test
    void two_axes_slide() {
        Tensor x = Tensor.range(9).cast(DType.FLOAT32).reshape(1, 3, 3, 1);
        Tensor kernel = Tensor.of(1f, 10f, 100f, 1000f).reshape(2, 2, 1, 1);
        Window window = new Window(List.of(2, 2), List.of(1, 1), List.of(1, 1), Padding.VALID);

        assertThat(conv(x, kernel, window, 1).toFloats()).containsExactly(4310, 5421, 7643, 8754);
    }

    static List<OpCase> convolutions() {
        return OpCases.all().stream()
                .filter(one -> one.op() == Conv.class && one.dtype() == DType.FLOAT64)
                .toList();
    }

    /** A convolution is linear in x and in the kernel, so (conv, g) = (x, input gradient) = (kernel, kernel gradient). */
    @ParameterizedTest
    @MethodSource("convolutions")
    void gradients_are_adjoint_to_the_convolution(OpCase one) {
        Conv conv = (Conv) one.program().graph().outputs().getFirst().op();
        Tensor x = one.feeds().get(0);
        Tensor kernel = one.feeds().get(1);
        Tensor y = one.run(Backends.named("reference")).getFirst();
        SplittableRandom random = new SplittableRandom(1);
        Tensor g = Tensor.of(random.doubles(y.size(), -1, 1).toArray()).reshape(y.shape());

        Tensor dx = Evaluated.one(
                v -> new ConvInputGradient(v.get(0), v.get(1), v.get(2), conv.window(), conv.groups()), g, kernel, x);
        Tensor dKernel = Evaluated.one(
                v -> new ConvKernelGradient(v.get(0), v.get(1), v.get(2), conv.window(), conv.groups()), x, g, kernel);

        double expected = dot(y, g);
        assertThat(dot(x, dx)).isCloseTo(expected, within(1e-10));
        assertThat(dot(kernel, dKernel)).isCloseTo(expected, within(1e-10));
    }

    private static double dot(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += a.getFlat(i) * b.getFlat(i);
        }
        return sum;
    }
}
