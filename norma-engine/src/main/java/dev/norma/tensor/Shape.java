package dev.norma.tensor;

import java.util.Arrays;
import java.util.StringJoiner;

/**
 * The sizes of a tensor along its axes, some of which may be unknown until numbers arrive.
 *
 * <p>Axes count from 0; a negative axis counts from the end. Rank 0 is a scalar. Immutable.
 */
public final class Shape {
    /** Stands for a size that is not known yet, in {@link #of} and {@link #toArray}; printed as {@code ?}. */
    public static final long UNKNOWN = -1;

    /** The shape of a scalar. */
    public static final Shape SCALAR = new Shape(new long[0]);

    private final long[] dims;

    private Shape(long[] dims) {
        this.dims = dims;
    }

    /**
     * A shape of these sizes.
     *
     * @param dims sizes from 0, or {@link #UNKNOWN}
     * @throws ShapeException if a size is below 0 and not {@link #UNKNOWN}
     */
    public static Shape of(long... dims) {
        for (long dim : dims) {
            if (dim < UNKNOWN) {
                throw new ShapeException(
                        "a shape cannot have this size",
                        "sizes from 0, or -1 for an unknown one",
                        Arrays.toString(dims),
                        "give each axis its number of elements");
            }
        }
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    /** How many axes there are. */
    public int rank() {
        return dims.length;
    }

    /**
     * The size along an axis.
     *
     * @param axis from -rank to rank - 1
     * @throws ShapeException if there is no such axis, or its size is unknown ({@code ops.size} gives it as a value)
     */
    public long dim(int axis) {
        long dim = dims[axis(axis)];
        if (dim == UNKNOWN) {
            throw new ShapeException(
                    "the size along axis %d is not known here".formatted(axis),
                    "a known size",
                    toString(),
                    "declare the size, or compute with ops.size(x, %d), which is known when numbers arrive"
                            .formatted(axis));
        }
        return dim;
    }

    /** The size along an axis, {@link #UNKNOWN} where it is not known. */
    public long dimOrUnknown(int axis) {
        return dims[axis(axis)];
    }

    /** Whether the size along an axis is known. */
    public boolean isKnown(int axis) {
        return dims[axis(axis)] != UNKNOWN;
    }

    /** Whether all sizes are known. */
    public boolean isStatic() {
        for (long dim : dims) {
            if (dim == UNKNOWN) {
                return false;
            }
        }
        return true;
    }

    /**
     * How many elements a tensor of this shape has: the product of all sizes, 1 for a scalar.
     *
     * @throws ShapeException if a size is unknown, or a long does not hold their product
     */
    public long size() {
        long size = 1;
        for (int axis = 0; axis < dims.length; axis++) {
            size = times(size, dim(axis));
        }
        return size;
    }

    private long times(long count, long dim) {
        if (Math.multiplyHigh(count, dim) != 0 || count * dim < 0) {
            throw new ShapeException(
                    "no tensor has this many elements",
                    "sizes whose product is at most " + Long.MAX_VALUE,
                    toString(),
                    "check the sizes: one of them may have been computed wrong");
        }
        return count * dim;
    }

    /**
     * The axis counted from 0.
     *
     * @throws ShapeException if there is no such axis
     */
    public int axis(int axis) {
        int rank = dims.length;
        if (axis < -rank || axis >= rank) {
            throw new ShapeException(
                    "there is no axis " + axis,
                    rank == 0
                            ? "no axis at all: a scalar has none"
                            : "an axis from %d to %d".formatted(-rank, rank - 1),
                    "axis %d of shape %s".formatted(axis, this),
                    rank == 0 ? "give the scalar an axis first (ops.expandDims)" : "choose one of the axes that exist");
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** This shape with another size along an axis. */
    public Shape withDim(int axis, long dim) {
        long[] changed = dims.clone();
        changed[axis(axis)] = dim;
        return of(changed);
    }

    /** This shape without an axis. */
    public Shape without(int axis) {
        int gone = axis(axis);
        long[] rest = new long[dims.length - 1];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = dims[i < gone ? i : i + 1];
        }
        return of(rest);
    }

    /** This shape with a further axis of the given size in front of axis {@code at}; at the end if it is the rank. */
    public Shape inserted(int at, long dim) {
        long[] more = new long[dims.length + 1];
        for (int i = 0; i < more.length; i++) {
            more[i] = i < at ? dims[i] : i == at ? dim : dims[i - 1];
        }
        return of(more);
    }

    /** The axes from {@code from} up to, not including, {@code to}. */
    public Shape slice(int from, int to) {
        return of(Arrays.copyOfRange(dims, from, to));
    }

    /** This shape followed by another. */
    public Shape concat(Shape other) {
        long[] all = Arrays.copyOf(dims, dims.length + other.dims.length);
        System.arraycopy(other.dims, 0, all, dims.length, other.dims.length);
        return of(all);
    }

    /** Whether a tensor of the other shape may stand where this shape is expected: unknown sizes fit any size. */
    public boolean accepts(Shape other) {
        if (other.dims.length != dims.length) {
            return false;
        }
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] != UNKNOWN && other.dims[i] != UNKNOWN && dims[i] != other.dims[i]) {
                return false;
            }
        }
        return true;
    }

    /** The sizes, {@link #UNKNOWN} where not known; the caller's own copy. */
    public long[] toArray() {
        return dims.clone();
    }

    /** The distance between neighbours along each axis in row-major order, in elements. */
    public long[] strides() {
        long[] strides = new long[dims.length];
        long stride = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride = times(stride, dim(axis));
        }
        return strides;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** For example {@code [?, 28, 28, 1]}; {@code []} for a scalar. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "[", "]");
        for (long dim : dims) {
            text.add(dim == UNKNOWN ? "?" : Long.toString(dim));
        }
        return text.toString();
    }
}
