package dev.norma.metrics;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;

/** How often the class with the largest prediction is the one with the largest label. */
public final class CategoricalAccuracy extends Mean {
    @Override
    protected Value values(Value yTrue, Value yPred) {
        return Ops.cast(Ops.equal(Ops.argmax(yTrue, -1), Ops.argmax(yPred, -1)), DType.FLOAT32);
    }
}
