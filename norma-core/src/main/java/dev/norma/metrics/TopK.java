package dev.norma.metrics;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;

/** Whether fewer than k predictions are above that of the label. */
final class TopK {
    private TopK() {}

    /** One boolean for each row of predictions; false where the label's prediction is not finite. */
    static Value in(Value labels, Value yPred, int k) {
        Value own = Ops.takeAlongAxis(yPred, Ops.expandDims(labels, -1), -1);
        Value above = Ops.sum(Ops.cast(Ops.greater(yPred, own), DType.FLOAT32), -1);
        Value finite = Ops.isfinite(Ops.squeeze(own, -1));
        return Ops.logicalAnd(Ops.less(above, k), finite);
    }
}
