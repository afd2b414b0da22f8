package dev.norma.tensor;

/** What indices must be to take entries of an axis: counted from its start, or from its end where they are negative. */
public final class TakenEntries {
    private TakenEntries() {}

    /** Whether an index is on an axis of this size. */
    public static boolean isOn(double index, long size) {
        return index >= -size && index < size;
    }

    /**
     * The refusal of an index that is not on an axis.
     *
     * @param op what takes entries
     * @param number which of the indices it is, from 0
     * @param x the shape whose axis it is not on
     */
    public static ShapeException off(String op, long index, long number, Shape x, int axis) {
        long size = x.dim(axis);
        return new ShapeException(
                "%s cannot take entry %d of axis %d".formatted(op, index, axis),
                size == 0 ? "no index: the axis is empty" : "indices from %d to %d".formatted(-size, size - 1),
                "index %d (number %d of the indices), axis %d of %s has size %d"
                        .formatted(index, number, axis, x, size),
                "correct the indices, or give the axis at least %d entries".formatted(index < 0 ? -index : index + 1));
    }
}
