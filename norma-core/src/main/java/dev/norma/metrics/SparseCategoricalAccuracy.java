package dev.norma.metrics;

import dev.norma.graph.Value;
import dev.norma.losses.Ranks;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;

/** How often the class with the largest prediction is the label, a class number. */
public final class SparseCategoricalAccuracy extends Hits {
    @Override
    Value hits(Value yTrue, Value yPred) {
        Value labels = Ops.cast(Ranks.classNumbers(yTrue, yPred), DType.INT32);
        return Ops.equal(labels, Ops.argmax(yPred, -1));
    }
}
