package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.constraints.Constraint;
import dev.norma.graph.Value;
import dev.norma.initializers.Initializer;
import dev.norma.ops.Ops;
import dev.norma.regularizers.Regularizer;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.List;

/**
 * Each channel has kernels of its own.
 *
 * <pre>
 *   x        [batch, height, width, in]
 *   kernel   [rows, columns, in, depthMultiplier]    trained
 *   bias     [in * depthMultiplier]                  trained, unless useBias is off
 *   result   [batch, height', width', in * depthMultiplier]
 * </pre>
 */
public final class DepthwiseConv2D extends Kerneled<DepthwiseConv2D> {
    private final Option<List<Integer>> kernelSize =
            options().required("kernelSize", OptionType.INTEGERS, Sliding.each(2));
    private final Sliding sliding = new Sliding(options(), 2);
    private final Option<Integer> depthMultiplier = integer("depthMultiplier", 1, Check.positive());
    private final Option<List<Integer>> dilationRate =
            options().declare("dilationRate", OptionType.INTEGERS, List.of(1, 1), Sliding.each(2));

    /** A layer to be configured. */
    public DepthwiseConv2D() {
        super("depthwise");
    }

    /** A kernel of this height and width; one number for both. */
    public DepthwiseConv2D(Integer... kernelSize) {
        this();
        set(this.kernelSize, List.of(kernelSize));
    }

    /** Sets how the kernels begin, as {@link #kernelInitializer(Initializer)} does. */
    public DepthwiseConv2D depthwiseInitializer(Initializer initializer) {
        return kernelInitializer(initializer);
    }

    /** Sets the penalty on the kernels, as {@link #kernelRegularizer} does. */
    public DepthwiseConv2D depthwiseRegularizer(Regularizer regularizer) {
        return kernelRegularizer(regularizer);
    }

    /** Sets what the kernels are brought back to after each step, as {@link #kernelConstraint} does. */
    public DepthwiseConv2D depthwiseConstraint(Constraint constraint) {
        return kernelConstraint(constraint);
    }

    /** Sets by how much the kernel moves: 1 unless set. */
    public DepthwiseConv2D strides(Integer... steps) {
        return set(sliding.strides, List.of(steps));
    }

    /** Sets what surrounds the input: {@code "valid"} (nothing, unless set) or {@code "same"}. */
    public DepthwiseConv2D padding(String name) {
        return set(sliding.padding, name);
    }

    /** Sets where the channels are: {@code "channels_last"} (unless set) or {@code "channels_first"}. */
    public DepthwiseConv2D dataFormat(String name) {
        return set(sliding.dataFormat, name);
    }

    /** Sets how many kernels each channel has: 1 unless set. */
    public DepthwiseConv2D depthMultiplier(int count) {
        return set(depthMultiplier, count);
    }

    /** Sets the distance between the kernel's positions: 1 unless set. */
    public DepthwiseConv2D dilationRate(Integer... distances) {
        return set(dilationRate, List.of(distances));
    }

    @Override
    protected void build(Shape input) {
        Checks.exactRank(className(), 4, input);
        long channels = input.dim(sliding.format().channelAxis());
        int[] size = Sliding.spread(kernelSize.get(), 2);
        makeWeights(Shape.of(size[0], size[1], channels, depthMultiplier.get()), channels * depthMultiplier.get());
    }

    @Override
    protected void check(List<TensorType> inputs) {
        int axis = sliding.format().channelAxis();
        Checks.axis(
                className(), builtFor().getFirst().shape(), inputs.getFirst().shape(), axis);
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        int[] dilation = Sliding.spread(dilationRate.get(), 2);
        int[] size = Sliding.spread(kernelSize.get(), 2);
        Value product = Ops.depthwiseConv(
                inputs.only(),
                context.value("kernel"),
                sliding.strides(),
                sliding.padding(size[0], dilation[0]),
                sliding.format(),
                dilation);
        return finish(product, sliding.format().channelAxis(), context);
    }
}
