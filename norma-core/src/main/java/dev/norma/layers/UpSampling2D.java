package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.graph.Value;
import dev.norma.ops.DataFormat;
import dev.norma.ops.Ops;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each row and column several times, or interpolated between them. */
public final class UpSampling2D extends Configured<UpSampling2D> {
    private final Option<List<Integer>> size =
            options().declare("size", OptionType.INTEGERS, List.of(2, 2), Sliding.each(2));
    private final Option<@Nullable String> dataFormat = Sliding.format(options());
    private final Option<String> interpolation =
            options().option("interpolation", "nearest", Check.oneOf("nearest", "bilinear"));

    /** Twice as high and wide. */
    public UpSampling2D() {}

    /** So many times as high and wide; one number for both. */
    public UpSampling2D(Integer... size) {
        size(size);
    }

    /** Sets how many times as high and wide, one number for both: 2 unless set. */
    public UpSampling2D size(Integer... times) {
        return set(size, List.of(times));
    }

    /** Sets where the channels are: {@code "channels_last"} (unless set) or {@code "channels_first"}. */
    public UpSampling2D dataFormat(String name) {
        return set(dataFormat, name);
    }

    /** Sets what stands between rows and columns: {@code "nearest"} (unless set) or {@code "bilinear"}. */
    public UpSampling2D interpolation(String name) {
        return set(interpolation, name);
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        Checks.exactRank(className(), 4, inputs.only().shape());
        int rows = Sliding.format(dataFormat) == DataFormat.CHANNELS_LAST ? 1 : 2;
        int[] factors = Sliding.spread(size.get(), 2);
        if (interpolation.get().equals("nearest")) {
            return Ops.repeat(Ops.repeat(inputs.only(), factors[0], rows), factors[1], rows + 1);
        }
        return Resizing.bilinear(Resizing.bilinear(inputs.only(), factors[0], rows), factors[1], rows + 1);
    }
}
