package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.List;

/** The mask of a batch normalization: which positions count in the statistics. It has the input's shape without the last axis. */
final class BatchMask {
    private BatchMask() {}

    /** Refuses a mask whose rank is not the input's less one. */
    static void checkRank(Value mask, Value x) {
        if (mask.shape().rank() != x.shape().rank() - 1) {
            throw refused(mask.shape(), x.shape());
        }
    }

    /** The mask as weights that broadcast against x: boolean where it selects, in the compute type where it multiplies. */
    static Value weights(Value mask, Value x, Semantics semantics, Policy policy, Context context) {
        checkSizes(mask.shape(), x.shape());
        context.require(List.of(mask, x), shapes -> checkSizes(shapes.get(0), shapes.get(1)));
        Value weights = Ops.cast(mask, semantics == Semantics.KERAS3 ? DType.BOOL : policy.compute());
        return Ops.expandDims(weights, -1);
    }

    private static void checkSizes(Shape mask, Shape x) {
        for (int axis = 0; axis < mask.rank(); axis++) {
            long size = mask.dimOrUnknown(axis);
            boolean known = mask.isKnown(axis) && x.isKnown(axis);
            if (known && size != 1 && size != x.dim(axis)) {
                throw refused(mask, x);
            }
        }
    }

    private static ShapeException refused(Shape mask, Shape x) {
        return new ShapeException(
                "BatchNormalization cannot use this mask",
                x.rank() == 0
                        ? "an input with axes"
                        : "a mask of shape %s: the input's without its last axis; sizes of 1 stretch"
                                .formatted(x.slice(0, x.rank() - 1)),
                "mask %s, input %s".formatted(mask, x),
                "give one entry for each position");
    }
}
