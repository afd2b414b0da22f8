package dev.norma.metrics;

import dev.norma.graph.Value;
import dev.norma.losses.Ranks;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import java.util.List;

/** How often predictions equal labels. */
public final class Accuracy extends Mean {
    @Override
    protected Value values(Value yTrue, Value yPred) {
        List<Value> pair = Ranks.same(Ops.cast(yTrue, yPred.dtype()), yPred);
        return Ops.cast(Ops.equal(pair.get(0), pair.get(1)), DType.FLOAT32);
    }
}
