package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;

/** Masks positions all of whose features equal a number: they become 0 and do not count further on. */
public final class Masking extends Configured<Masking> {
    private final Option<Double> maskValue = option("maskValue", 0.0, Check.any());

    /** Sets the number: 0 unless set. */
    public Masking maskValue(double number) {
        return set(maskValue, number);
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        Value x = inputs.only();
        Value kept = Ops.any(Ops.notEqual(x, maskValue.get()), true, -1);
        Value result = Ops.where(kept, x, 0);
        context.setMask(result, Ops.squeeze(kept, -1));
        return result;
    }
}
