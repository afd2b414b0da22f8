package dev.norma.metrics;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import java.util.List;

/** Labels and predictions whose ranks differ by a last axis of size 1. */
final class Ranks {
    private Ranks() {}

    static List<Value> same(Value yTrue, Value yPred) {
        int ranks = yTrue.shape().rank() - yPred.shape().rank();
        if (ranks == 1 && yTrue.shape().dimOrUnknown(-1) == 1) {
            return yPred.shape().rank() == 1
                    ? List.of(yTrue, Ops.expandDims(yPred, -1))
                    : List.of(Ops.squeeze(yTrue, -1), yPred);
        }
        if (ranks == -1 && yPred.shape().dimOrUnknown(-1) == 1) {
            return yTrue.shape().rank() == 1
                    ? List.of(Ops.expandDims(yTrue, -1), yPred)
                    : List.of(yTrue, Ops.squeeze(yPred, -1));
        }
        return List.of(yTrue, yPred);
    }
}
