package dev.norma.metrics;

import dev.norma.graph.Value;
import dev.norma.losses.Ranks;
import dev.norma.ops.Ops;
import java.util.List;

/** How often predictions equal labels. */
public final class Accuracy extends Hits {
    @Override
    Value hits(Value yTrue, Value yPred) {
        List<Value> pair = Ranks.same(Ops.cast(yTrue, yPred.dtype()), yPred);
        return Ops.equal(pair.get(0), pair.get(1));
    }
}
