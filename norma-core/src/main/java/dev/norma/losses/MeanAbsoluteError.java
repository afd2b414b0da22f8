package dev.norma.losses;

import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;
import java.util.List;

/** The mean, over the last axis, of {@code |yPred - yTrue|}. */
public final class MeanAbsoluteError extends Loss {
    @Override
    public <T extends Operand<T>> T perExample(T yTrue, T yPred) {
        List<T> pair = Ranks.same(Ops.cast(yTrue, yPred.dtype()), yPred);
        return Ops.mean(Ops.abs(Ops.subtract(pair.get(0), pair.get(1))), -1);
    }
}
