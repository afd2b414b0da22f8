package dev.norma.layers;

import dev.norma.config.Option;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import java.util.List;

/** All inputs one behind the other along an axis: the last unless set. */
public final class Concatenate extends Configured<Concatenate> {
    private final Option<Integer> axis = option("axis", -1);

    /** Sets the axis. */
    public Concatenate axis(int along) {
        return set(axis, along);
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        Value result = Ops.concatenate(inputs.all(), axis.get());
        if (inputs.all().stream().anyMatch(input -> context.maskOf(input) != null)) {
            List<Value> masks =
                    inputs.all().stream().map(input -> mask(input, context)).toList();
            context.setMask(result, Ops.any(Ops.concatenate(masks, axis.get()), -1));
        }
        return result;
    }

    private static Value mask(Value input, Context context) {
        Value own = context.maskOf(input);
        Value all = Ops.equal(Ops.zerosLike(input), 0);
        if (own == null) {
            return all;
        }
        return own.shape().rank() < input.shape().rank() ? Ops.logicalAnd(Ops.expandDims(own, -1), all) : own;
    }
}
