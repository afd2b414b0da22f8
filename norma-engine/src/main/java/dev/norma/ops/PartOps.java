package dev.norma.ops;

import dev.norma.graph.Concatenate;
import dev.norma.graph.Reverse;
import dev.norma.graph.Slice;
import dev.norma.tensor.Operand;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Functions that cut tensors in parts and put parts together. */
abstract sealed class PartOps extends ShapeOps permits PadOps {
    /** Operands one behind the other along an axis; their other sizes are equal. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T extends Operand<T>> T concatenate(int axis, T... parts) {
        return concatenate(List.of(parts), axis);
    }

    /** Operands one behind the other along an axis; their other sizes are equal. */
    public static <T extends Operand<T>> T concatenate(List<T> parts, int axis) {
        int counted = some("concatenate", parts).shape().axis(axis);
        return parts.size() == 1 ? parts.getFirst() : Emit.one(parts, values -> new Concatenate(values, counted));
    }

    /** Operands of one shape side by side along a new axis. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T extends Operand<T>> T stack(int axis, T... parts) {
        return stack(List.of(parts), axis);
    }

    /** Operands of one shape side by side along a new axis. */
    public static <T extends Operand<T>> T stack(List<T> parts, int axis) {
        int counted =
                Shape.of(new long[some("stack", parts).shape().rank() + 1]).axis(axis);
        return concatenate(parts.stream().map(part -> expandDims(part, counted)).toList(), counted);
    }

    /**
     * So many equal parts along an axis.
     *
     * @throws ShapeException if the size is not a multiple of {@code sections}
     */
    public static <T extends Operand<T>> List<T> split(T x, int sections, int axis) {
        long size = x.shape().dim(axis);
        if (sections < 1 || size % sections != 0) {
            throw new ShapeException(
                    "split cannot make %d equal parts".formatted(sections),
                    "a number from 1 that divides %d, the size on axis %d".formatted(size, axis),
                    "%d parts of %s".formatted(sections, x.shape()),
                    "choose a divisor, or give the positions to split at");
        }
        List<T> parts = new ArrayList<>();
        for (int i = 0; i < sections; i++) {
            parts.add(slice(x, axis, i * (size / sections), (i + 1) * (size / sections)));
        }
        return parts;
    }

    /** The parts along an axis that lie between these positions, ascending; one part more than positions. */
    public static <T extends Operand<T>> List<T> split(T x, long[] positions, int axis) {
        List<T> parts = new ArrayList<>();
        long from = 0;
        for (long position : positions) {
            parts.add(slice(x, axis, from, position));
            from = position;
        }
        parts.add(slice(x, axis, from, Slice.TO_END));
        return parts;
    }

    /** The entries of an axis of known size one by one; the axis disappears. */
    public static <T extends Operand<T>> List<T> unstack(T x, int axis) {
        List<T> parts = new ArrayList<>();
        for (long i = 0; i < x.shape().dim(axis); i++) {
            parts.add(squeeze(slice(x, axis, i, i + 1), axis));
        }
        return parts;
    }

    /**
     * The part of x that starts at {@code start} and has these sizes.
     *
     * @param start the first position on each axis, from 0
     * @param sizes how many positions of each axis; -1 for all that follow
     */
    public static <T extends Operand<T>> T slice(T x, long[] start, long[] sizes) {
        long[] end = new long[sizes.length];
        for (int axis = 0; axis < Math.min(start.length, sizes.length); axis++) {
            end[axis] = sizes[axis] == -1 ? Slice.TO_END : start[axis] + sizes[axis];
            boolean known = axis < x.shape().rank() && x.shape().isKnown(axis);
            if (start[axis] < 0
                    || sizes[axis] < -1
                    || (known && sizes[axis] >= 0 && end[axis] > x.shape().dim(axis))) {
                throw new ShapeException(
                        "slice leaves the tensor",
                        "start and sizes that lie within " + x.shape(),
                        "start %s, sizes %s".formatted(Arrays.toString(start), Arrays.toString(sizes)),
                        "stay within axis %d, or give -1 for all that follows".formatted(axis));
            }
        }
        return stridedSlice(x, start, end, filled(x.shape().rank(), 1));
    }

    /** The positions of one axis from {@code from} up to, not including, {@code to}; negative ones count from the end. */
    public static <T extends Operand<T>> T slice(T x, int axis, long from, long to) {
        int counted = x.shape().axis(axis);
        long[] begin = filled(x.shape().rank(), 0);
        long[] end = filled(x.shape().rank(), Slice.TO_END);
        begin[counted] = from;
        end[counted] = to;
        return stridedSlice(x, begin, end, filled(begin.length, 1));
    }

    /**
     * Part of each axis, as Python's {@code x[begin:end:step]}.
     *
     * @param begin the first position on each axis; negative counts from the end
     * @param end the position behind the last; negative counts from the end
     * @param step the distance between positions, from 1; to go backwards use {@code flip}
     */
    public static <T extends Operand<T>> T stridedSlice(T x, long[] begin, long[] end, long[] step) {
        for (long distance : step) {
            if (distance < 1) {
                throw new ShapeException(
                        "a slice cannot make these steps",
                        "steps from 1",
                        Arrays.toString(step),
                        "use flip to go backwards");
            }
        }
        return Emit.one(x, value -> new Slice(value, list(begin), list(end), list(step)));
    }

    /** The positions of some axes in reverse order; of all if none is named. */
    public static <T extends Operand<T>> T flip(T x, int... axes) {
        List<Integer> counted = Axes.orAll(x.shape(), axes);
        return counted.isEmpty() ? x : Emit.one(x, value -> new Reverse(value, counted));
    }

    /** The positions of an axis of known size moved on by so many; what leaves at the end comes in at the start. */
    public static <T extends Operand<T>> T roll(T x, long shift, int axis) {
        long size = x.shape().dim(axis);
        long moved = size == 0 ? 0 : Math.floorMod(shift, size);
        return moved == 0 ? x : concatenate(axis, slice(x, axis, size - moved, size), slice(x, axis, 0, size - moved));
    }

    static List<Long> list(long... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    static long[] filled(int length, long value) {
        long[] all = new long[length];
        Arrays.fill(all, value);
        return all;
    }

    static <T extends Operand<T>> List<T> times(T x, int count) {
        return Collections.nCopies(count, x);
    }

    private static <T extends Operand<T>> T some(String op, List<T> parts) {
        if (parts.isEmpty()) {
            throw new ShapeException(
                    op + " needs something to put together", "one operand or more", "none", "give one");
        }
        return parts.getFirst();
    }
}
