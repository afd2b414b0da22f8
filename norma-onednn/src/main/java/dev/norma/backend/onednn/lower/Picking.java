package dev.norma.backend.onednn.lower;

import dev.norma.backend.onednn.kernels.Indexing;
import dev.norma.graph.ArgReduce;
import dev.norma.graph.OneHot;
import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.Arrays;
import java.util.Optional;

/** Indices to elements and elements to indices: gather, takeAlongAxis, their gradients, oneHot, argmax and argmin. */
final class Picking {
    private Picking() {}

    /** Dims seen from an axis: how many lie before it, on it and behind it. */
    private record Around(long outer, long length, long inner) {
        static Around axis(long[] dims, int axis) {
            long outer = 1;
            long inner = 1;
            for (int i = 0; i < dims.length; i++) {
                outer *= i < axis ? dims[i] : 1;
                inner *= i > axis ? dims[i] : 1;
            }
            return new Around(outer, dims[axis], inner);
        }
    }

    /** Whether these are numbers that go to float32 and back. */
    private static boolean addsUp(Cell g) {
        return g.dtype().isFloat() && g.computes();
    }

    static Cell oneHot(Draft draft, Cell indices, OneHot op, long[] dims) {
        long count = indices.count();
        return draft.own(
                "oneHot",
                Cell.made(op.dtype(), dims),
                (m, to) -> Indexing.oneHot(m[0], to, op.dtype(), count, op.depth()),
                indices);
    }

    static Optional<Cell> argReduce(Draft draft, Cell x, ArgReduce op, TensorType result) {
        if (x.count() == 0) {
            return Optional.empty();
        }
        Around a = Around.axis(x.dims(), op.axis());
        DType dtype = x.dtype();
        return Optional.of(draft.own(
                "argReduce",
                Cell.made(result),
                (m, to) -> Indexing.argReduce(m[0], dtype, to, op.largest(), a.outer, a.length, a.inner),
                x));
    }

    static Optional<Cell> gather(Draft draft, Cell x, Cell indices, int axis, Value result) {
        Around a = Around.axis(x.dims(), axis);
        long chosen = indices.count();
        if (a.length == 0 || chosen == 0) {
            return Optional.empty();
        }
        int bytes = x.dtype().bytes();
        Entries entries = Entries.of("gather", result, x, axis, indices);
        return Optional.of(draft.own(
                "gather",
                Cell.made(result.type()),
                (m, to) -> {
                    entries.check(m[1]);
                    Indexing.gather(m[0], m[1], to, bytes, a.outer, a.length, a.inner, chosen);
                },
                x,
                indices));
    }

    static Optional<Cell> gatherGradient(Draft draft, Cell g, Cell indices, int axis, long[] dims) {
        if (!addsUp(g)) {
            return Optional.empty();
        }
        Around a = Around.axis(dims, axis);
        long chosen = indices.count();
        Cell sum = draft.own(
                "gatherGradient",
                Cell.made(DType.FLOAT32, dims),
                (m, to) -> Indexing.gatherGradient(m[0], m[1], to, DType.FLOAT32, a.outer, a.length, a.inner, chosen),
                draft.to(DType.FLOAT32, g),
                indices);
        return Optional.of(draft.to(g.dtype(), sum));
    }

    static Optional<Cell> take(Draft draft, Cell x, Cell indices, int axis, Value result) {
        long[] dims = result.type().shape().toArray();
        if (!Arrays.equals(indices.dims(), dims) || x.count() == 0) {
            return Optional.empty();
        }
        Around a = Around.axis(x.dims(), axis);
        DType dtype = x.dtype();
        Entries entries = Entries.of("takeAlongAxis", result, x, axis, indices);
        return Optional.of(draft.own(
                "takeAlongAxis",
                Cell.made(dtype, dims),
                (m, to) -> {
                    entries.check(m[1]);
                    Indexing.take(m[0], m[1], to, dtype, a.outer, a.length, a.inner, dims[axis]);
                },
                x,
                indices));
    }

    static Optional<Cell> takeGradient(Draft draft, Cell g, Cell indices, int axis, long[] dims) {
        if (!Arrays.equals(indices.dims(), g.dims()) || !addsUp(g)) {
            return Optional.empty();
        }
        Around a = Around.axis(dims, axis);
        long chosen = g.dims()[axis];
        Cell sum = draft.own(
                "takeAlongAxisGradient",
                Cell.made(DType.FLOAT32, dims),
                (m, to) -> Indexing.takeGradient(m[0], m[1], to, DType.FLOAT32, a.outer, a.length, a.inner, chosen),
                draft.to(DType.FLOAT32, g),
                indices);
        return Optional.of(draft.to(g.dtype(), sum));
    }
}
