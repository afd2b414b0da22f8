package dev.norma.metrics;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;

/** How often the label, a class number, is among the k classes with the largest predictions. */
public final class SparseTopKCategoricalAccuracy extends Mean {
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
    protected Value values(Value yTrue, Value yPred) {
        boolean column =
                yTrue.shape().rank() == yPred.shape().rank() && yTrue.shape().dimOrUnknown(-1) == 1;
        if (fromSortedIds.get()) {
            Value first = Ops.slice(yPred, -1, 0, k.get());
            Value same = Ops.equal(first, Ops.cast(column ? yTrue : Ops.expandDims(yTrue, -1), yPred.dtype()));
            return Ops.cast(Ops.any(same, -1), DType.FLOAT32);
        }
        Value labels = Ops.cast(column ? Ops.squeeze(yTrue, -1) : yTrue, DType.INT32);
        return TopK.in(labels, yPred, k.get());
    }
}
