package dev.norma.layers;

import dev.norma.config.Option;
import dev.norma.graph.Value;
import dev.norma.ops.DataFormat;
import dev.norma.ops.Ops;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import org.jspecify.annotations.Nullable;

/** All axes but the batch as one: {@code [batch, ...] -> [batch, features]}. */
public final class Flatten extends Configured<Flatten> {
    private final Option<@Nullable String> dataFormat = Sliding.format(options());

    /** Sets where the channels are: with {@code "channels_first"} they are moved behind before all is flattened. */
    public Flatten dataFormat(String name) {
        return set(dataFormat, name);
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        Value x = inputs.only();
        if (Sliding.format(dataFormat) == DataFormat.CHANNELS_FIRST && x.shape().rank() > 1) {
            x = Ops.moveaxis(x, 1, -1);
        }
        Shape rest = x.shape().slice(1, x.shape().rank());
        if (rest.isStatic()) {
            return Ops.reshape(x, Shape.UNKNOWN, rest.size());
        }
        throw new ShapeException(
                "Flatten needs known sizes",
                "known sizes on all axes but the batch",
                x.shape().toString(),
                "declare the sizes in the Input, or use a global pooling layer");
    }
}
