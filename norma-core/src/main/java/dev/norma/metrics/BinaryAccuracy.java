package dev.norma.metrics;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.graph.Value;
import dev.norma.losses.Ranks;
import dev.norma.ops.Ops;
import java.util.List;

/** How often a prediction is on the side of the threshold that its label, 0 or 1, says. */
public final class BinaryAccuracy extends Hits {
    private final Option<Double> threshold = options().option("threshold", 0.5, Check.between(0, 1));

    /** Above which a prediction counts as 1: from 0 to 1, 0.5 unless set. */
    public BinaryAccuracy threshold(double above) {
        options().set(threshold, above);
        return this;
    }

    @Override
    Value hits(Value yTrue, Value yPred) {
        List<Value> pair = Ranks.same(Ops.cast(yTrue, yPred.dtype()), yPred);
        Value above = Ops.cast(Ops.greater(pair.get(1), threshold.get()), yPred.dtype());
        return Ops.equal(pair.get(0), above);
    }
}
