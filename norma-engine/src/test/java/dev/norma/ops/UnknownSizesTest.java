package dev.norma.ops;

import static dev.norma.ops.Ops.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Leaf;
import dev.norma.graph.Padding;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shapes where some sizes come only with the numbers; O1, O7 and O8 of the specification of batch normalization. */
class UnknownSizesTest {
    private static final long ANY = Shape.UNKNOWN;
    private final Value x = value(ANY, 3, 4);
    private final Value image = value(ANY, ANY, 8, 3);

    @Test
    void moments_reduce_known_and_unknown_axes() {
        assertThat(moments(x, 0).mean().shape()).hasToString("[3, 4]");
        assertThat(moments(x, 0, 1).mean().shape()).hasToString("[4]");
        assertThat(moments(x, true, 0, 1).variance().shape()).hasToString("[1, 1, 4]");
        assertThat(moments(x, 1).variance().shape()).hasToString("[?, 4]");
        assertThat(moments(x, 1, 2).mean().shape()).hasToString("[?]");
        assertThat(moments(x, true, 1, 2).divisor().shape()).hasToString("[?, 1, 1]");
        assertThat(moments(x, List.of(0, 2), value(ANY, 1, 1), Weighting.SELECTED)
                        .mean()
                        .shape())
                .hasToString("[1, 3, 1]");
    }

    @Test
    void batch_normalization_keeps_the_shape() {
        Value four = value(4);
        assertThat(batchNormalization(x, four, four, -1, null, null, 1e-3).shape())
                .isEqualTo(x.shape());
        Value y = value(ANY, 3, 4, 5);
        assertThat(batchNormalization(y, four, four, 2, four, four, 1e-3).shape())
                .isEqualTo(y.shape());
        Value three = value(3);
        assertThat(batchNormalization(y, three, three, 1, null, three, 1e-3).shape())
                .isEqualTo(y.shape());
    }

    @Test
    void batch_normalization_names_the_parameter_of_another_length() {
        Value y = value(ANY, 3, 4, 5);
        Value five = value(5);
        Value three = value(3);
        assertThatThrownBy(() -> batchNormalization(y, five, five, -1, three, null, 1e-3))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        batchNormalization cannot use this offset
                          expected: a vector of length 5, the size of x on axis 3
                          given:    offset of shape [3], x of shape [?, 3, 4, 5]
                          fix:      give one entry for each position of axis 3""");
        assertThatThrownBy(() -> batchNormalization(y, five, five, -1, null, three, 1e-3))
                .hasMessageStartingWith("batchNormalization cannot use this scale");
        assertThatThrownBy(() -> batchNormalization(y, three, five, -1, null, null, 1e-3))
                .hasMessageStartingWith("batchNormalization cannot use this mean");
        assertThatThrownBy(() -> batchNormalization(y, five, value(1, 5), -1, null, null, 1e-3))
                .hasMessageStartingWith("batchNormalization cannot use this variance");
    }

    @Test
    void elementwise_functions_keep_unknown_sizes() {
        assertThat(add(x, 1).shape()).hasToString("[?, 3, 4]");
        assertThat(add(x, value(3, 1)).shape()).hasToString("[?, 3, 4]");
        assertThat(multiply(value(ANY, 1), value(1, ANY)).shape()).hasToString("[?, ?]");
        assertThat(where(greater(x, 0), x, 0).shape()).hasToString("[?, 3, 4]");
        assertThat(selu(x).shape()).hasToString("[?, 3, 4]");
    }

    @Test
    void shapes_work_around_unknown_sizes() {
        assertThat(reshape(x, -1, 12).shape()).hasToString("[?, 12]");
        assertThat(transpose(x).shape()).hasToString("[4, 3, ?]");
        assertThat(expandDims(x, 0, -1).shape()).hasToString("[1, ?, 3, 4, 1]");
        assertThat(squeeze(value(ANY, 1, 4)).shape()).hasToString("[?, 4]");
        assertThat(broadcastTo(value(3, 1), ANY, 3, 4).shape()).hasToString("[?, 3, 4]");
        assertThat(concatenate(1, x, value(ANY, 2, 4)).shape()).hasToString("[?, 5, 4]");
        assertThat(concatenate(0, x, value(7, 3, 4)).shape()).hasToString("[?, 3, 4]");
        assertThat(stack(1, x, x).shape()).hasToString("[?, 2, 3, 4]");
        assertThat(split(x, 2, -1).getFirst().shape()).hasToString("[?, 3, 2]");
        assertThat(slice(x, 0, 1, -1).shape()).hasToString("[?, 3, 4]");
        assertThat(slice(x, new long[] {0, 1, 0}, new long[] {-1, 2, 3}).shape())
                .hasToString("[?, 2, 3]");
        assertThat(take(x, -1, 0).shape()).hasToString("[3, 4]");
        assertThat(pad(x, new long[][] {{0, 0}, {1, 1}, {0, 0}}).shape()).hasToString("[?, 5, 4]");
        assertThat(tile(x, 2, 1, 2).shape()).hasToString("[?, 3, 8]");
        assertThat(tile(value(ANY, ANY, 2), 2, 3, 2).shape()).hasToString("[?, ?, 4]");
        assertThat(repeat(x, 2, 0).shape()).hasToString("[?, 3, 4]");
        assertThat(repeat(x, 2, 1).shape()).hasToString("[?, 6, 4]");
        assertThat(flip(x).shape()).hasToString("[?, 3, 4]");
        assertThat(zerosLike(x).type()).hasToString("float32[?, 3, 4]");
        assertThat(size(x, 0).type()).hasToString("int32[]");
    }

    @Test
    void contractions_work_around_unknown_sizes() {
        assertThat(matMul(x, value(4, 5)).shape()).hasToString("[?, 3, 5]");
        assertThat(matMul(value(ANY, 4), value(4)).shape()).hasToString("[?]");
        assertThat(conv(image, value(3, 3, 3, 16)).shape()).hasToString("[?, ?, 6, 16]");
        assertThat(maxPool(image, 2).shape()).hasToString("[?, ?, 4, 3]");
        int[] two = {2};
        int[] one = {1};
        assertThat(convTranspose(
                                value(ANY, 5, 8, 3),
                                value(3, 3, 7, 3),
                                two,
                                Padding.SAME,
                                DataFormat.CHANNELS_LAST,
                                one)
                        .shape())
                .hasToString("[?, 10, 16, 7]");
        assertThat(oneHot(Leaf.value("k", TensorType.of(DType.INT32, ANY, 2), null), 5)
                        .shape())
                .hasToString("[?, 2, 5]");
        assertThat(sparsemax(x).shape()).hasToString("[?, 3, 4]");
        assertThat(softmax(x, 0, 1).shape()).hasToString("[?, 3, 4]");
    }

    @Test
    void what_needs_a_known_size_says_so() {
        assertThatThrownBy(() -> split(x, 2, 0))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        the size along axis 0 is not known here
                          expected: a known size
                          given:    [?, 3, 4]
                          fix:      declare the size, or compute with ops.size(x, 0), which is known when numbers arrive""");
        assertThatThrownBy(() -> unstack(x, 0)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> roll(x, 1, 0)).isInstanceOf(ShapeException.class);
    }

    private static Value value(long... dims) {
        return Leaf.value("x", TensorType.of(DType.FLOAT32, dims), null);
    }
}
