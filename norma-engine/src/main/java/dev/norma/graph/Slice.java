package dev.norma.graph;

import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Part of each axis.
 *
 * @param begin the first position on each axis, from 0; of an axis of known size, negative counts from the end
 * @param end the position behind the last one; {@link #TO_END} for all there are
 * @param step the distance between positions, from 1
 */
public record Slice(Value x, List<Long> begin, List<Long> end, List<Long> step) implements Op {
    /** Up to the end of the axis, whatever its size. */
    public static final long TO_END = Long.MAX_VALUE;

    /** Keeps copies of its parts. */
    public Slice {
        begin = List.copyOf(begin);
        end = List.copyOf(end);
        step = List.copyOf(step);
    }

    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        Shape shape = x.shape();
        Checks.sameLength("slice", "begin, end and step", begin.size(), shape.rank(), begin);
        long[] dims = shape.toArray();
        for (int axis = 0; axis < dims.length; axis++) {
            boolean whole = begin.get(axis) == 0 && end.get(axis) == TO_END && step.get(axis) == 1;
            if (dims[axis] != Shape.UNKNOWN) {
                dims[axis] =
                        Math.max(0, Math.ceilDiv(last(axis, dims[axis]) - first(axis, dims[axis]), step.get(axis)));
            } else if (!whole && begin.get(axis) >= 0 && end.get(axis) >= 0 && end.get(axis) != TO_END) {
                dims[axis] = Shape.UNKNOWN;
            }
        }
        return List.of(x.type().withShape(Shape.of(dims)));
    }

    /** The first position on an axis of this size, counted from 0. */
    public long first(int axis, long size) {
        long from = begin.get(axis);
        return Math.clamp(from < 0 ? from + size : from, 0, size);
    }

    /** The position behind the last on an axis of this size, counted from 0. */
    public long last(int axis, long size) {
        long to = end.get(axis);
        return Math.clamp(to < 0 ? to + size : to, 0, size);
    }

    @Override
    public Slice map(UnaryOperator<Value> to) {
        return new Slice(to.apply(x), begin, end, step);
    }
}
