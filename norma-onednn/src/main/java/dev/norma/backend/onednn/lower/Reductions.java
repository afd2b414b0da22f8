package dev.norma.backend.onednn.lower;

import dev.norma.backend.onednn.kernels.Loop;
import dev.norma.backend.onednn.kernels.Reducer;
import dev.norma.backend.onednn.program.SharedStep;
import dev.norma.graph.Operator;
import dev.norma.graph.Reduction;
import dev.norma.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sums and their like over neighbouring axes, and moments. */
final class Reductions {
    /** The axes as three: those in front, those reduced, those behind. */
    record Split(long outer, long length, long inner) {}

    private Reductions() {}

    /** The three, if the reduced axes are neighbours but for axes of size 1. */
    static Optional<Split> split(long[] dims, List<Integer> axes) {
        long outer = 1;
        long length = 1;
        long inner = 1;
        int stage = 0;
        for (int axis = 0; axis < dims.length; axis++) {
            if (dims[axis] == 1) {
                continue;
            }
            boolean reduced = axes.contains(axis);
            if (reduced && stage == 2) {
                return Optional.empty();
            }
            if (reduced) {
                stage = 1;
                length *= dims[axis];
            } else if (stage == 0) {
                outer *= dims[axis];
            } else {
                stage = 2;
                inner *= dims[axis];
            }
        }
        return Optional.of(new Split(outer, length, inner));
    }

    /** The axes along which {@code from} is larger than {@code to}, whose missing axes are in front. */
    static List<Integer> stretchedAxes(long[] from, long[] to) {
        List<Integer> axes = new ArrayList<>();
        int shift = from.length - to.length;
        for (int axis = 0; axis < from.length; axis++) {
            if (axis < shift || from[axis] != to[axis - shift]) {
                axes.add(axis);
            }
        }
        return axes;
    }

    static Optional<Cell> reduce(Draft draft, Reduction kind, Cell x, List<Integer> axes, long[] dims) {
        Optional<Split> found = split(x.dims(), axes);
        if (x.count() == 0) {
            return Optional.empty();
        }
        if (found.isEmpty()) {
            List<Integer> last = lastRun(x.dims(), axes);
            long[] between = x.dims().clone();
            last.forEach(axis -> between[axis] = 1);
            List<Integer> rest =
                    axes.stream().filter(axis -> !last.contains(axis)).toList();
            return reduce(draft, kind, x, last, between).flatMap(part -> reduce(draft, kind, part, rest, dims));
        }
        Split split = found.get();
        if (split.length == 1 && kind != Reduction.ANY && kind != Reduction.ALL) {
            return Optional.of(x.as(dims));
        }
        boolean sums = kind == Reduction.SUM || kind == Reduction.MEAN;
        if (sums && x.dtype().isFloat() && split.outer == 1 && split.inner <= Loop.CHUNK / 2) {
            Cell sum = sum(draft, x, (int) split.inner, dims);
            Cell result = kind == Reduction.MEAN
                    ? draft.two(Operator.MULTIPLY, sum, draft.number(1.0 / split.length, sum))
                    : sum;
            return Optional.of(draft.to(x.dtype(), result));
        }
        Cell result = Cell.made(x.dtype(), dims);
        Reducer reducer = new Reducer(kind, x.dtype(), split.outer, split.length, (int) split.inner);
        draft.add(new Item.Own(
                "reduce",
                List.of(x),
                List.of(result),
                List.of(),
                false,
                () -> new SharedStep(
                        kind + " of " + x,
                        (frame, scratch, part, parts) -> reducer.run(
                                frame.memory(x.root().buffer),
                                frame.memory(result.root().buffer),
                                scratch,
                                part,
                                parts),
                        x.count() > 4 * Loop.CHUNK && split.outer > 1)));
        return Optional.of(result);
    }

    /** The reduced axes behind the last one that stays between them. */
    private static List<Integer> lastRun(long[] dims, List<Integer> axes) {
        List<Integer> run = new ArrayList<>();
        for (int axis = axes.getLast(); axis >= 0; axis--) {
            if (axes.contains(axis)) {
                run.addFirst(axis);
            } else if (dims[axis] != 1) {
                break;
            }
        }
        return run;
    }

    /** Sums of columns, float32. */
    static Cell sum(Draft draft, Cell x, int period, long[] dims) {
        Cell sum = Cell.made(DType.FLOAT32, dims);
        draft.add(new Item.Column(x, period, List.of(sum)));
        return sum;
    }

    /** Mean and variance, float32; axes that are no neighbours are brought together by a copy. */
    static Optional<List<Cell>> moments(Draft draft, Cell x, List<Integer> axes, long[] dims) {
        Optional<Split> found = split(x.dims(), axes);
        if (x.count() == 0) {
            return Optional.empty();
        }
        if (found.isEmpty()) {
            List<Integer> inFront = new ArrayList<>(axes);
            for (int axis = 0; axis < x.rank(); axis++) {
                if (!axes.contains(axis)) {
                    inFront.add(axis);
                }
            }
            List<Integer> first = IntStream.range(0, axes.size()).boxed().toList();
            return moments(draft, Movement.transpose(draft, x, inFront), first, dims);
        }
        Split split = found.get();
        Cell mean = Cell.made(DType.FLOAT32, dims);
        Cell variance = Cell.made(DType.FLOAT32, dims);
        if (split.outer == 1 && split.inner <= Loop.CHUNK / 2) {
            draft.add(new Item.Column(x, (int) split.inner, List.of(mean, variance)));
        } else {
            Reducer reducer = new Reducer(Reduction.SUM, x.dtype(), split.outer, split.length, (int) split.inner);
            draft.add(new Item.Own(
                    "moments",
                    List.of(x),
                    List.of(mean, variance),
                    List.of(),
                    false,
                    () -> new SharedStep(
                            "moments of " + x,
                            (frame, scratch, part, parts) -> reducer.moments(
                                    frame.memory(x.root().buffer),
                                    frame.memory(mean.root().buffer),
                                    frame.memory(variance.root().buffer),
                                    scratch,
                                    part,
                                    parts),
                            x.count() > 4 * Loop.CHUNK && split.outer > 1)));
        }
        return Optional.of(List.of(mean, variance));
    }
}
