package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import java.util.List;

/** Probabilities along an axis: the last unless set. Positions that the mask leaves out get 0. */
public final class Softmax extends Configured<Softmax> {
    private final Option<List<Integer>> axis = options().declare("axis", OptionType.INTEGERS, List.of(-1), Check.any());

    /** Along the last axis. */
    public Softmax() {}

    /** Along these axes together. */
    public Softmax(Integer... axes) {
        axis(axes);
    }

    /** Sets the axes along which probabilities add up to 1 together: the last unless set. */
    public Softmax axis(Integer... axes) {
        return set(axis, List.of(axes));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        Value x = inputs.only();
        Value mask = context.mask();
        int[] axes = axis.get().stream().mapToInt(Integer::intValue).toArray();
        if (mask == null) {
            return Ops.softmax(x, axes);
        }
        double low = x.dtype() == DType.FLOAT16 ? -3e4 : -1e9;
        Value kept = mask.dtype() == DType.BOOL ? mask : Ops.greater(mask, 0.5);
        return Ops.where(kept, Ops.softmax(Ops.where(kept, x, low), axes), 0);
    }
}
