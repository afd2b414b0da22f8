package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.graph.Padding;
import dev.norma.graph.Value;
import dev.norma.ops.DataFormat;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link MaxPooling2D} and {@link AveragePooling2D} share. */
public abstract sealed class Pooling2D<L extends Pooling2D<L>> extends Configured<L>
        permits MaxPooling2D, AveragePooling2D {
    private final Option<List<Integer>> poolSize =
            options().declare("poolSize", OptionType.INTEGERS, List.of(2, 2), Sliding.each(2));
    private final Option<@Nullable List<Integer>> strides =
            options().optional("strides", OptionType.INTEGERS, Sliding.each(2));
    private final Option<String> padding = options().option("padding", "valid", Check.oneOf("valid", "same"));
    private final Option<@Nullable String> dataFormat = Sliding.format(options());

    Pooling2D() {}

    /** Sets the window's height and width, one number for both: 2 unless set. */
    public L poolSize(Integer... size) {
        return set(poolSize, List.of(size));
    }

    /** Sets by how much the window moves: by its size unless set. */
    public L strides(Integer... steps) {
        return set(strides, List.of(steps));
    }

    /** Sets what surrounds the input: {@code "valid"} (nothing, unless set) or {@code "same"}. */
    public L padding(String name) {
        return set(padding, name);
    }

    /** Sets where the channels are: {@code "channels_last"} (unless set) or {@code "channels_first"}. */
    public L dataFormat(String name) {
        return set(dataFormat, name);
    }

    @Override
    protected void build(Shape input) {
        Checks.exactRank(className(), 4, input);
    }

    @Override
    protected void check(List<TensorType> inputs) {
        Checks.exactRank(className(), 4, inputs.getFirst().shape());
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        int[] size = Sliding.spread(poolSize.get(), 2);
        List<Integer> steps = strides.get();
        int[] by = steps == null ? size : Sliding.spread(steps, 2);
        return pool(inputs.only(), size, by, Padding.named(padding.get()), Sliding.format(dataFormat));
    }

    abstract Value pool(Value x, int[] size, int[] strides, Padding padding, DataFormat format);
}
