package dev.norma.metrics;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.graph.Value;
import dev.norma.losses.Ranks;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;

/** How often the label, a class number, is among the k classes with the largest predictions. */
public final class SparseTopKCategoricalAccuracy extends Hits {
    private final Option<Integer> k = options().integer("k", 5, Check.positive());

    private final Option<Boolean> fromSortedIds = options().option("fromSortedIds", false);

    /** Whether predictions are class numbers, the likeliest first: no unless set. */
    public SparseTopKCategoricalAccuracy fromSortedIds(boolean sorted) {
        options().set(fromSortedIds, sorted);
        return this;
    }

    /** How many classes count: 5 unless set. */
    public SparseTopKCategoricalAccuracy k(int classes) {
        options().set(k, classes);
        return this;
    }

    @Override
    Value hits(Value yTrue, Value yPred) {
        Value labels = Ranks.classNumbers(yTrue, yPred);
        if (fromSortedIds.get()) {
            Value first = Ops.slice(yPred, -1, 0, k.get());
            Value same = Ops.equal(first, Ops.expandDims(Ops.cast(labels, yPred.dtype()), -1));
            return Ops.any(same, -1);
        }
        return TopK.in(Ops.cast(labels, DType.INT32), yPred, k.get());
    }
}
