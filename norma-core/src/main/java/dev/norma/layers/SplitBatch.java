package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.Arrays;

/**
 * The batch axis as two: {@code [B, ...]} as {@code [first, B / first, ...]}.
 *
 * @param first the size of the first of the two, of which B is a multiple
 */
record SplitBatch(int first) {
    Value of(Value x) {
        Shape shape = x.shape();
        Shape split = shape.withDim(0, first).inserted(1, shape.isKnown(0) ? shape.dim(0) / first : Shape.UNKNOWN);
        long unknown = Arrays.stream(split.toArray())
                .filter(dim -> dim == Shape.UNKNOWN)
                .count();
        return unknown <= 1 ? Ops.reshape(x, split) : Ops.reshapeLike(x, like(x));
    }

    /** Something of the split shape, of which only the shape is used: every first-th example, first times. */
    private Value like(Value x) {
        int rank = x.shape().rank();
        long[] begin = new long[rank];
        long[] end = new long[rank];
        Arrays.fill(end, Long.MAX_VALUE);
        long[] step = new long[rank];
        Arrays.fill(step, 1);
        step[0] = first;
        Value some = Ops.expandDims(Ops.stridedSlice(x, begin, end, step), 0);
        return Ops.broadcastTo(some, some.shape().withDim(0, first));
    }

    /** Refuses a batch that is no multiple. */
    void check(Shape x, String parts, String fix) {
        long rest = x.dim(0) % first;
        if (rest != 0) {
            throw new ShapeException(
                    "BatchNormalization cannot split this batch into " + parts,
                    "a batch whose size is a multiple of " + first,
                    "%d examples, input %s: %d are left over".formatted(x.dim(0), x, rest),
                    fix);
        }
    }
}
