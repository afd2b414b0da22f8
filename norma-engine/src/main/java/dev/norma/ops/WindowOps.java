package dev.norma.ops;

import dev.norma.graph.Conv;
import dev.norma.graph.ConvInputGradient;
import dev.norma.graph.Padding;
import dev.norma.graph.Pool;
import dev.norma.graph.Pooling;
import dev.norma.graph.Window;
import dev.norma.tensor.Operand;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Convolutions and pooling over one or two spatial axes. Strides, dilation and pool sizes have one number per spatial
 * axis, or one for all of them.
 */
abstract sealed class WindowOps extends LinearOps permits MomentOps {
    private static final int[] ONE = {1};

    /** {@link #conv(Operand, Operand, int[], Padding, DataFormat, int[])} with strides 1, no padding, channels last. */
    public static <T extends Operand<T>> T conv(T x, T kernel) {
        return conv(x, kernel, ONE, Padding.VALID, DataFormat.CHANNELS_LAST, ONE);
    }

    /**
     * Convolution (cross-correlation, as everywhere in this field). The input's and the output's channels fall into as
     * many groups as the kernel's input channels go into x's.
     *
     * <pre>
     *   x [batch, spatial..., in] * kernel [size..., in / groups, out] -> [batch, spatial'..., out]
     * </pre>
     *
     * @param format where the channels of x and of the result are; the kernel is always as above
     */
    public static <T extends Operand<T>> T conv(
            T x, T kernel, int[] strides, Padding padding, DataFormat format, int[] dilation) {
        T last = channelsLast(x, format);
        Window window = window("conv", x, sizes(kernel), strides, padding, dilation);
        int groups = groups(last, kernel);
        return back(Emit.one(last, kernel, (of, with) -> new Conv(of, with, window, groups)), format);
    }

    /** Depthwise convolution with strides 1, no padding, channels last. */
    public static <T extends Operand<T>> T depthwiseConv(T x, T kernel) {
        return depthwiseConv(x, kernel, ONE, Padding.VALID, DataFormat.CHANNELS_LAST, ONE);
    }

    /**
     * Convolution of each channel by itself.
     *
     * <pre>
     *   x [batch, spatial..., in] * kernel [size..., in, multiplier] -> [batch, spatial'..., in * multiplier]
     * </pre>
     */
    public static <T extends Operand<T>> T depthwiseConv(
            T x, T kernel, int[] strides, Padding padding, DataFormat format, int[] dilation) {
        T last = channelsLast(x, format);
        Shape shape = kernel.shape();
        int rank = shape.rank();
        if (rank != x.shape().rank() || shape.dim(-2) != last.shape().dim(-1)) {
            throw new ShapeException(
                    "depthwiseConv cannot apply this kernel",
                    "a kernel of [size..., %d, multiplier]"
                            .formatted(last.shape().dim(-1)),
                    "input %s (%s), kernel %s".formatted(x.shape(), format, shape),
                    "give the kernel one filter per input channel");
        }
        long channels = shape.dim(-2);
        Shape grouped = shape.slice(0, rank - 2).concat(Shape.of(1, channels * shape.dim(-1)));
        Window window = window("depthwiseConv", x, sizes(kernel), strides, padding, dilation);
        T reshaped = reshape(kernel, grouped);
        return back(
                Emit.one(last, reshaped, (of, with) -> new Conv(of, with, window, Math.toIntExact(channels))), format);
    }

    /** Each channel by itself, then a convolution of size 1 that mixes the channels. */
    public static <T extends Operand<T>> T separableConv(
            T x, T depthwise, T pointwise, int[] strides, Padding padding, DataFormat format, int[] dilation) {
        T channels = depthwiseConv(x, depthwise, strides, padding, format, dilation);
        return conv(channels, pointwise, ONE, Padding.VALID, format, ONE);
    }

    /**
     * Transposed convolution: what a convolution with this kernel passes back to its input. The spatial sizes must be
     * known.
     *
     * <pre>
     *   x [batch, spatial..., in] * kernel [size..., out, in] -> [batch, spatial'..., out]
     *
     *   spatial' = spatial * stride                               same
     *   spatial' = spatial * stride + max(extent - stride, 0)     valid
     * </pre>
     */
    public static <T extends Operand<T>> T convTranspose(
            T x, T kernel, int[] strides, Padding padding, DataFormat format, int[] dilation) {
        T last = channelsLast(x, format);
        Window window = window("convTranspose", x, sizes(kernel), strides, padding, dilation);
        long[] dims = last.shape().toArray();
        if (kernel.shape().dim(-1) != last.shape().dim(-1) || padding instanceof Padding.Explicit) {
            throw new ShapeException(
                    "convTranspose cannot apply this kernel",
                    "a kernel of [size..., out, %d], padding \"valid\" or \"same\""
                            .formatted(last.shape().dim(-1)),
                    "input %s (%s), kernel %s, padding %s".formatted(x.shape(), format, kernel.shape(), padding),
                    "make the kernel's last size equal the input's channels");
        }
        for (int axis = 0; axis < window.rank(); axis++) {
            long stride = window.strides().get(axis);
            long more = padding instanceof Padding.Same ? 0 : Math.max(window.extent(axis) - stride, 0);
            dims[axis + 1] = last.shape().dim(axis + 1) * stride + more;
        }
        dims[dims.length - 1] = kernel.shape().dim(-2);
        long[] corner = last.shape().toArray();
        Arrays.fill(corner, 1, corner.length, 1);
        T like = broadcastTo(slice(last, filled(dims.length, 0), corner), Shape.of(dims));
        T result = Emit.one(
                List.of(last, kernel, like), of -> new ConvInputGradient(of.get(0), of.get(1), of.get(2), window, 1));
        return back(result, format);
    }

    /** The largest element under each window; strides equal the size, no padding, channels last. */
    public static <T extends Operand<T>> T maxPool(T x, int... size) {
        return maxPool(x, size, size, Padding.VALID, DataFormat.CHANNELS_LAST);
    }

    /** The largest element under each window, channel by channel. */
    public static <T extends Operand<T>> T maxPool(T x, int[] size, int[] strides, Padding padding, DataFormat format) {
        return pool("maxPool", Pooling.MAX, x, size, strides, padding, format);
    }

    /** The mean of the elements under each window; strides equal the size, no padding, channels last. */
    public static <T extends Operand<T>> T averagePool(T x, int... size) {
        return averagePool(x, size, size, Padding.VALID, DataFormat.CHANNELS_LAST);
    }

    /** The mean of the elements under each window, channel by channel; padding does not count. */
    public static <T extends Operand<T>> T averagePool(
            T x, int[] size, int[] strides, Padding padding, DataFormat format) {
        return pool("averagePool", Pooling.AVERAGE, x, size, strides, padding, format);
    }

    /** x with its channels at the end. */
    static <T extends Operand<T>> T channelsLast(T x, DataFormat format) {
        return format == DataFormat.CHANNELS_LAST ? x : moveaxis(x, 1, -1);
    }

    private static <T extends Operand<T>> T back(T x, DataFormat format) {
        return format == DataFormat.CHANNELS_LAST ? x : moveaxis(x, -1, 1);
    }

    private static <T extends Operand<T>> T pool(
            String op, Pooling kind, T x, int[] size, int[] strides, Padding padding, DataFormat format) {
        T last = channelsLast(x, format);
        Window window = window(op, x, size, strides, padding, ONE);
        return back(Emit.one(last, value -> new Pool(kind, value, window)), format);
    }

    private static <T extends Operand<T>> int groups(T x, T kernel) {
        if (x.shape().rank() != kernel.shape().rank()) {
            return 1; // refused by the operation
        }
        long in = x.shape().dim(-1);
        long each = kernel.shape().dim(-2);
        return each > 0 && in % each == 0 ? Math.toIntExact(in / each) : 1;
    }

    private static <T extends Operand<T>> int[] sizes(T kernel) {
        int[] sizes = new int[Math.max(0, kernel.shape().rank() - 2)];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = Math.toIntExact(kernel.shape().dim(axis));
        }
        return sizes;
    }

    private static <T extends Operand<T>> Window window(
            String op, T x, int[] size, int[] strides, Padding padding, int[] dilation) {
        int rank = x.shape().rank() - 2;
        if (rank < 1) {
            throw new ShapeException(
                    op + " does not take this input",
                    "rank 3 or more: batch, spatial axes and channels",
                    x.shape().toString(),
                    "give it a batch axis and a channel axis with expandDims");
        }
        return new Window(
                each(op, "size", rank, size),
                each(op, "strides", rank, strides),
                each(op, "dilation", rank, dilation),
                padding);
    }

    private static List<Integer> each(String op, String what, int rank, int[] numbers) {
        boolean fits = numbers.length == rank || numbers.length == 1;
        if (!fits || Arrays.stream(numbers).anyMatch(number -> number < 1)) {
            throw new ShapeException(
                    "%s does not take this %s".formatted(op, what),
                    "%d numbers from 1, one for each spatial axis".formatted(rank),
                    Arrays.toString(numbers),
                    "give one for each spatial axis, or one for all");
        }
        return numbers.length == rank
                ? Arrays.stream(numbers).boxed().toList()
                : Stream.generate(() -> numbers[0]).limit(rank).toList();
    }
}
