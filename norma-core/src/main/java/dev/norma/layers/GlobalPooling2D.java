package dev.norma.layers;

import dev.norma.config.Option;
import dev.norma.graph.Value;
import dev.norma.ops.DataFormat;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the pooling layers over whole images share. */
public abstract sealed class GlobalPooling2D<L extends GlobalPooling2D<L>> extends Configured<L>
        permits GlobalAveragePooling2D, GlobalMaxPooling2D {
    private final Option<@Nullable String> dataFormat = Sliding.format(options());
    private final Option<Boolean> keepdims = option("keepdims", false);

    GlobalPooling2D() {}

    /** Sets where the channels are: {@code "channels_last"} (unless set) or {@code "channels_first"}. */
    public L dataFormat(String name) {
        return set(dataFormat, name);
    }

    /** Sets whether height and width stay, with size 1: no unless set. */
    public L keepdims(boolean keep) {
        return set(keepdims, keep);
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
        boolean last = Sliding.format(dataFormat) == DataFormat.CHANNELS_LAST;
        return pool(inputs.only(), keepdims.get(), last ? new int[] {1, 2} : new int[] {2, 3});
    }

    abstract Value pool(Value x, boolean keep, int... axes);
}
