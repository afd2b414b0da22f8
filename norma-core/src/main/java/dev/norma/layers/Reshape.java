package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.Reshaping;
import dev.norma.tensor.Shape;
import java.util.List;

/** Each example in another shape; one size may be -1 and follows from the others. */
public final class Reshape extends Configured<Reshape> {
    private final Option<List<Integer>> targetShape =
            options().required("targetShape", OptionType.INTEGERS, Check.any());

    /** A layer to be configured. */
    public Reshape() {}

    /** The shape of an example, without the batch. */
    public Reshape(Integer... targetShape) {
        set(this.targetShape, List.of(targetShape));
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        Value x = inputs.only();
        Shape example = Shape.of(
                targetShape.get().stream().mapToLong(Integer::longValue).toArray());
        Shape rest = x.shape().slice(1, x.shape().rank());
        Shape resolved = rest.isStatic() ? Reshaping.resolve(rest, example) : example;
        return Ops.reshape(x, resolved.inserted(0, Shape.UNKNOWN));
    }
}
