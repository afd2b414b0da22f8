package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.graph.Padding;
import dev.norma.graph.Value;
import dev.norma.ops.DataFormat;
import dev.norma.ops.Ops;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.Collections;
import java.util.List;

/**
 * What {@link Conv1D} and {@link Conv2D} share.
 *
 * @param <L> the layer's own type
 */
public abstract sealed class Convolution<L extends Convolution<L>> extends Kerneled<L> permits Conv1D, Conv2D {
    private final int rank;
    private final Option<Integer> filters = options().required("filters", OptionType.INTEGER, Check.positive());
    private final Option<List<Integer>> kernelSize;
    private final Option<List<Integer>> dilationRate;
    private final Option<Integer> groups = integer("groups", 1, Check.positive());
    private final Sliding sliding;

    Convolution(int rank) {
        super("kernel");
        this.rank = rank;
        kernelSize = options().required("kernelSize", OptionType.INTEGERS, Sliding.each(rank));
        sliding = new Sliding(options(), rank);
        dilationRate = options()
                .declare("dilationRate", OptionType.INTEGERS, Collections.nCopies(rank, 1), Sliding.each(rank));
    }

    final void sizes(int filters, Integer... kernel) {
        set(this.filters, filters);
        set(kernelSize, List.of(kernel));
    }

    /** Sets by how much the kernel moves: 1 unless set. */
    public L strides(Integer... steps) {
        return set(sliding.strides, List.of(steps));
    }

    /** Sets what surrounds the input: {@code "valid"} (nothing, unless set), {@code "same"}, or in 1D {@code "causal"}. */
    public L padding(String name) {
        return set(sliding.padding, name);
    }

    /** Sets where the channels are: {@code "channels_last"} (unless set) or {@code "channels_first"}. */
    public L dataFormat(String name) {
        return set(sliding.dataFormat, name);
    }

    /** Sets the distance between the kernel's positions: 1 unless set. */
    public L dilationRate(Integer... distances) {
        return set(dilationRate, List.of(distances));
    }

    /** Sets into how many groups the channels fall that do not see each other: 1 unless set. */
    public L groups(int count) {
        return set(groups, count);
    }

    /** How many channels the output has. */
    public int filters() {
        return filters.get();
    }

    /** Where the channels are. */
    public DataFormat dataFormat() {
        return sliding.format();
    }

    @Override
    protected void build(Shape input) {
        Checks.exactRank(className(), rank + 2, input);
        long channels = input.dim(sliding.format().channelAxis());
        if (channels % groups.get() != 0 || filters.get() % groups.get() != 0) {
            throw new ShapeException(
                    "%s cannot split these channels into groups".formatted(className()),
                    "channels and filters that %d divides".formatted(groups.get()),
                    "%d channels, %d filters".formatted(channels, filters.get()),
                    "choose groups that divide both");
        }
        long[] kernel = new long[rank + 2];
        for (int i = 0; i < rank; i++) {
            kernel[i] = Sliding.spread(kernelSize.get(), rank)[i];
        }
        kernel[rank] = channels / groups.get();
        kernel[rank + 1] = filters.get();
        makeWeights(Shape.of(kernel), filters.get());
    }

    @Override
    protected void check(List<TensorType> inputs) {
        int axis = sliding.format().channelAxis();
        Checks.axis(
                className(), builtFor().getFirst().shape(), inputs.getFirst().shape(), axis);
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        int[] dilation = Sliding.spread(dilationRate.get(), rank);
        Padding padding = sliding.padding(Sliding.spread(kernelSize.get(), rank)[0], dilation[0]);
        Value product = Ops.conv(
                inputs.only(), context.value("kernel"), sliding.strides(), padding, sliding.format(), dilation);
        return finish(product, sliding.format().channelAxis(), context);
    }
}
