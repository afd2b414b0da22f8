package dev.norma.ops;

import static dev.norma.ops.Ops.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Padding;
import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What functions refuse, word by word. */
class RefusalsTest {
    private final Tensor x = Tensor.zeros(2, 3);
    private final Tensor image = Tensor.zeros(1, 5, 5, 4);

    @Test
    void numbers_that_the_element_type_does_not_hold() {
        refused(() -> add(Tensor.range(3), 0.5), DTypeException.class, """
                this number is not one of int32
                  expected: a number that int32 holds
                  given:    0.5 beside int32[3]
                  fix:      cast the operand first: ops.cast(x, DType.FLOAT32)""");
        assertThat(multiply(Tensor.range(3), 2).toInts()).containsExactly(0, 2, 4);
        assertThatThrownBy(() -> pad(Tensor.range(3), new long[][] {{1, 1}}, Double.NaN))
                .isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> fullLike(Tensor.range(3), 1e10)).isInstanceOf(DTypeException.class);
    }

    @Test
    void operands_of_two_element_types() {
        refused(() -> add(x, x.cast(DType.FLOAT64)), DTypeException.class, """
                add needs operands of one element type
                  expected: equal element types
                  given:    float32[2, 3] and float64[2, 3]
                  fix:      cast one of them: ops.cast(x, DType.FLOAT32)""");
    }

    @Test
    void axes_that_are_not_there_or_named_twice() {
        refused(() -> sum(x, 2), ShapeException.class, """
                there is no axis 2
                  expected: an axis from -2 to 1
                  given:    axis 2 of shape [2, 3]
                  fix:      choose one of the axes that exist""");
        refused(() -> max(x, 1, -1), ShapeException.class, """
                an axis is named twice
                  expected: each axis once
                  given:    [1, -1] of [2, 3]
                  fix:      drop the second one""");
        assertThatThrownBy(() -> transpose(x, 0)).hasMessageStartingWith("transpose needs each axis once");
        assertThatThrownBy(() -> expandDims(x, 4)).hasMessageStartingWith("there is no axis 4");
        assertThatThrownBy(() -> squeeze(x, 0)).hasMessageStartingWith("squeeze cannot drop axis 0");
        assertThatThrownBy(() -> stack(3, x, x)).hasMessageStartingWith("there is no axis 3");
        assertThatThrownBy(() -> oneHot(Tensor.range(2), 3, 2, DType.FLOAT32))
                .hasMessageStartingWith("there is no axis 2");
    }

    @Test
    void parts_that_do_not_fit() {
        refused(() -> split(x, 2, 1), ShapeException.class, """
                split cannot make 2 equal parts
                  expected: a number from 1 that divides 3, the size on axis 1
                  given:    2 parts of [2, 3]
                  fix:      choose a divisor, or give the positions to split at""");
        refused(() -> slice(x, new long[] {0, 1}, new long[] {2, 3}), ShapeException.class, """
                slice leaves the tensor
                  expected: start and sizes that lie within [2, 3]
                  given:    start [0, 1], sizes [2, 3]
                  fix:      stay within axis 1, or give -1 for all that follows""");
        assertThatThrownBy(() -> concatenate(0, x, Tensor.zeros(2, 4)))
                .hasMessageStartingWith("concatenate needs parts that differ along axis 0 only");
        assertThatThrownBy(() -> concatenate(List.<Tensor>of(), 0))
                .hasMessageStartingWith("concatenate needs something");
        assertThatThrownBy(() -> stridedSlice(x, new long[2], new long[] {2, 3}, new long[] {1, 0}))
                .hasMessageStartingWith("a slice cannot make these steps");
        assertThatThrownBy(() -> take(x, 3, 1)).hasMessageStartingWith("there is no entry 3 on axis 1");
        assertThatThrownBy(() -> pad(x, new long[][] {{1, 1}}))
                .hasMessageStartingWith("pad needs two widths for each axis");
        assertThatThrownBy(() -> pad(x, new long[][] {{0, 0}, {3, 0}}, "reflect"))
                .hasMessageStartingWith("pad cannot mirror more than there is");
        assertThatThrownBy(() -> pad(x, new long[2][2], "wrap"))
                .hasMessageStartingWith("there is no padding of this mode");
        assertThatThrownBy(() -> tile(x, 1, -1)).hasMessageStartingWith("nothing can be repeated so often");
    }

    @Test
    void matrices_that_cannot_be_multiplied() {
        refused(() -> matMul(x, x), ShapeException.class, """
                matMul cannot multiply these shapes
                  expected: axis 1 of lhs equal to axis 0 of rhs
                  given:    lhs [2, 3], rhs [2, 3]: 3 is not 2
                  fix:      transpose an operand, or give rhs 3 rows""");
        assertThatThrownBy(() -> matMul(x, Tensor.scalar(1))).hasMessageStartingWith("matMul multiplies matrices");
    }

    @Test
    void windows_that_do_not_fit() {
        refused(() -> conv(image, Tensor.zeros(3, 3, 3, 8)), ShapeException.class, """
                conv cannot apply this kernel
                  expected: a kernel of [..., 4 / 1 groups, a multiple of 1]
                  given:    input [1, 5, 5, 4], kernel [3, 3, 3, 8]
                  fix:      make the kernel's second to last size times groups equal the input's channels""");
        refused(() -> conv(image, Tensor.zeros(7, 3, 4, 8)), ShapeException.class, """
                the window of conv does not fit
                  expected: at least 7 positions on axis 1
                  given:    [1, 5, 5, 4], window [7, 3], padding valid
                  fix:      use padding "same", a smaller window, or larger inputs""");
        refused(() -> maxPool(image, 2, 0), ShapeException.class, """
                maxPool does not take this size
                  expected: 2 numbers from 1, one for each spatial axis
                  given:    [2, 0]
                  fix:      give one for each spatial axis, or one for all""");
        int[] one = {1};
        assertThatThrownBy(() ->
                        conv(image, Tensor.zeros(3, 3, 4, 8), new int[3], Padding.VALID, DataFormat.CHANNELS_LAST, one))
                .hasMessageStartingWith("conv does not take this strides");
        assertThatThrownBy(() -> maxPool(x, 2)).hasMessageStartingWith("maxPool does not take this input");
        assertThatThrownBy(() -> depthwiseConv(image, Tensor.zeros(3, 3, 3, 1)))
                .hasMessageContaining("expected: a kernel of [size..., 4, multiplier]");
        assertThatThrownBy(() -> DataFormat.named("nhwc")).hasMessageContaining("given:    \"nhwc\"");
    }

    @Test
    void targets_that_do_not_match() {
        refused(() -> sparseCategoricalCrossentropy(Tensor.range(3), x, true, -1), ShapeException.class, """
                sparseCategoricalCrossentropy cannot compare these
                  expected: a target of shape [2] or [2, 1]
                  given:    target [3], output [2, 3]
                  fix:      give one class number for each row of the output""");
        refused(() -> categoricalCrossentropy(Tensor.zeros(2), x, true, -1), ShapeException.class, """
                categoricalCrossentropy cannot compare these
                  expected: target and output of one shape
                  given:    target [2], output [2, 3]
                  fix:      reshape the target, or turn class numbers into oneHot first""");
    }

    @Test
    void places_and_shares_that_do_not_exist() {
        assertThatThrownBy(() -> scatter(Tensor.zeros(3, 1).cast(DType.INT32), Tensor.zeros(3, 2), Shape.of(4, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("scatter cannot place these values\n  expected: values of shape [3, 3]");
        assertThatThrownBy(() -> dropout(x, 1, Tensor.of(1, 2), 0)).hasMessageContaining("expected: 0 <= rate < 1");
        assertThatThrownBy(() -> oneHot(x, 3)).isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> glu(x)).hasMessageStartingWith("glu needs two halves");
    }

    private static void refused(ThrowingCallable call, Class<? extends Throwable> type, String text) {
        assertThatThrownBy(call).isInstanceOf(type).hasMessage(text);
    }
}
