package dev.norma.backend.onednn.lower;

import dev.norma.backend.onednn.kernels.Strides;
import dev.norma.backend.onednn.program.SharedStep;
import dev.norma.graph.Slice;
import dev.norma.tensor.Elements;
import java.util.ArrayList;
import java.util.List;

/** Copies of boxes: transposes, slices, padding, reversal, concatenation, stretching. */
final class Movement {
    private Movement() {}

    private record Copy(Cell from, Strides box) {}

    private static void add(
            Draft draft, String name, Cell result, double background, List<Copy> copies, boolean covers) {
        draft.add(new Item.Own(
                name,
                copies.stream().map(Copy::from).toList(),
                List.of(result),
                List.of(),
                false,
                () -> new SharedStep(
                        name + " " + result,
                        (frame, _, _, _) -> {
                            var to = frame.memory(result.root().buffer);
                            if (!covers) {
                                fill(to, result, background);
                            }
                            for (Copy copy : copies) {
                                copy.box.copy(frame.memory(copy.from.root().buffer), to);
                            }
                        },
                        false)));
    }

    private static void fill(java.lang.foreign.MemorySegment to, Cell cell, double value) {
        if (value == 0) {
            to.fill((byte) 0);
        } else {
            for (long i = 0; i < cell.count(); i++) {
                Elements.set(to, cell.dtype(), i, value);
            }
        }
    }

    static Cell stretch(Draft draft, Cell x, long[] dims) {
        Cell result = Cell.made(x.dtype(), dims);
        long[] own = Draft.strides(x.dims());
        long[] from = new long[dims.length];
        int shift = dims.length - x.rank();
        for (int axis = shift; axis < dims.length; axis++) {
            from[axis] = x.dims()[axis - shift] == 1 ? 0 : own[axis - shift];
        }
        Strides box =
                new Strides(dims, 0, from, 0, Draft.strides(dims), x.dtype().bytes());
        add(draft, "stretch", result, 0, List.of(new Copy(x, box)), true);
        return result;
    }

    static Cell transpose(Draft draft, Cell x, List<Integer> permutation) {
        long[] own = Draft.strides(x.dims());
        long[] dims = new long[x.rank()];
        long[] from = new long[x.rank()];
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = x.dims()[permutation.get(axis)];
            from[axis] = own[permutation.get(axis)];
        }
        Cell result = Cell.made(x.dtype(), dims);
        Strides box =
                new Strides(dims, 0, from, 0, Draft.strides(dims), x.dtype().bytes());
        add(draft, "transpose", result, 0, List.of(new Copy(x, box)), true);
        return result;
    }

    static Cell slice(Draft draft, Cell x, Slice slice, long[] dims) {
        long[] own = Draft.strides(x.dims());
        long start = 0;
        long[] from = new long[x.rank()];
        for (int axis = 0; axis < from.length; axis++) {
            start += slice.first(axis, x.dims()[axis]) * own[axis];
            from[axis] = slice.step().get(axis) * own[axis];
        }
        Cell result = Cell.made(x.dtype(), dims);
        Strides box =
                new Strides(dims, start, from, 0, Draft.strides(dims), x.dtype().bytes());
        add(draft, "slice", result, 0, List.of(new Copy(x, box)), true);
        return result;
    }

    static Cell unslice(Draft draft, Cell g, long[] dims, long[] first, List<Long> step) {
        long[] own = Draft.strides(dims);
        long start = 0;
        long[] to = new long[dims.length];
        for (int axis = 0; axis < to.length; axis++) {
            start += first[axis] * own[axis];
            to[axis] = step.get(axis) * own[axis];
        }
        Cell result = Cell.made(g.dtype(), dims);
        Strides box = new Strides(
                g.dims(), 0, Draft.strides(g.dims()), start, to, g.dtype().bytes());
        add(draft, "unslice", result, 0, List.of(new Copy(g, box)), false);
        return result;
    }

    static Cell pad(Draft draft, Cell x, List<Long> low, double value, long[] dims) {
        long[] own = Draft.strides(dims);
        long start = 0;
        for (int axis = 0; axis < own.length; axis++) {
            start += low.get(axis) * own[axis];
        }
        Cell result = Cell.made(x.dtype(), dims);
        Strides box = new Strides(
                x.dims(), 0, Draft.strides(x.dims()), start, own, x.dtype().bytes());
        add(draft, "pad", result, value, List.of(new Copy(x, box)), false);
        return result;
    }

    static Cell reverse(Draft draft, Cell x, List<Integer> axes) {
        long[] from = Draft.strides(x.dims());
        long start = 0;
        for (int axis : axes) {
            start += Math.max(0, x.dims()[axis] - 1) * from[axis];
            from[axis] = -from[axis];
        }
        Cell result = Cell.made(x.dtype(), x.dims());
        Strides box = new Strides(
                x.dims(), start, from, 0, Draft.strides(x.dims()), x.dtype().bytes());
        add(draft, "reverse", result, 0, List.of(new Copy(x, box)), true);
        return result;
    }

    static Cell concatenate(Draft draft, List<Cell> parts, int axis, long[] dims) {
        long[] to = Draft.strides(dims);
        Cell result = Cell.made(parts.getFirst().dtype(), dims);
        List<Copy> copies = new ArrayList<>();
        long start = 0;
        for (Cell part : parts) {
            copies.add(new Copy(
                    part,
                    new Strides(
                            part.dims(),
                            0,
                            Draft.strides(part.dims()),
                            start,
                            to,
                            part.dtype().bytes())));
            start += part.dims()[axis] * to[axis];
        }
        add(draft, "concatenate", result, 0, copies, true);
        return result;
    }
}
