package dev.norma.metrics;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;

/** How often the class with the largest prediction is the one with the largest label. */
public final class CategoricalAccuracy extends Hits {
    @Override
    Value hits(Value yTrue, Value yPred) {
        return Ops.equal(Ops.argmax(yTrue, -1), Ops.argmax(yPred, -1));
    }
}
