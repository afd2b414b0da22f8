package dev.norma.runtime.interpreter;

import dev.norma.tensor.Shape;

/**
 * A walk over all positions of a shape in row-major order that also knows where each position lies in another array,
 * given the distance there between neighbours along each axis. Goes run by run along the last axis; neighbouring axes
 * that lie in the other array as one are walked as one.
 *
 * <pre>{@code
 * walk.runs((position, offset) -> {
 *     for (int i = 0; i < walk.length(); i++) {
 *         result[position + i] = x[offset + i * walk.step()];
 *     }
 * });
 * }</pre>
 */
final class Walk {
    /** What is done with a run. */
    interface Run {
        /**
         * Called for each run, in order.
         *
         * @param position the number of its first element in row-major order
         * @param offset where this element lies in the other array
         */
        void at(int position, int offset);
    }

    private final int[] dims;
    private final int[] strides;
    private final int axes;
    private final int base;
    private final boolean empty;

    /**
     * A walk over a shape.
     *
     * @param strides distances in the other array, 0 where it is stretched
     * @param base where the first position lies in the other array
     */
    Walk(Shape shape, int[] strides, int base) {
        this.dims = new int[shape.rank() + 1];
        this.strides = new int[shape.rank() + 1];
        this.base = base;
        int count = 0;
        boolean none = false;
        for (int axis = 0; axis < shape.rank(); axis++) {
            int size = Math.toIntExact(shape.dim(axis));
            none |= size == 0;
            if (size == 1) {
                continue;
            }
            if (count > 0 && this.strides[count - 1] == strides[axis] * size) {
                this.dims[count - 1] *= size;
            } else {
                this.dims[count++] = size;
            }
            this.strides[count - 1] = strides[axis];
        }
        if (count == 0) {
            this.dims[count++] = 1;
        }
        this.axes = count;
        this.empty = none;
    }

    /** A walk over a shape with a smaller one stretched along it. */
    static Walk stretching(Shape shape, Shape stretched) {
        return new Walk(shape, stretchedStrides(stretched, shape), 0);
    }

    /** Row-major distances. */
    static int[] strides(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride = Math.multiplyExact(stride, Math.toIntExact(shape.dim(axis)));
        }
        return strides;
    }

    /** For each axis of {@code shape}, the distance in a smaller shape that stretches to it; 0 where it stretches. */
    static int[] stretchedStrides(Shape small, Shape shape) {
        int[] own = strides(small);
        int[] strides = new int[shape.rank()];
        int missing = shape.rank() - own.length;
        for (int axis = 0; axis < own.length; axis++) {
            strides[axis + missing] = small.dim(axis) == 1 ? 0 : own[axis];
        }
        return strides;
    }

    /** How many elements a run has. */
    int length() {
        return dims[axes - 1];
    }

    /** The distance in the other array between neighbours of a run. */
    int step() {
        return strides[axes - 1];
    }

    /** Calls {@code run} for each run, in order. */
    void runs(Run run) {
        if (empty) {
            return;
        }
        int[] index = new int[axes];
        int offset = base;
        int position = 0;
        int axis;
        do {
            run.at(position, offset);
            position += length();
            for (axis = axes - 2; axis >= 0; axis--) {
                offset += strides[axis];
                if (++index[axis] < dims[axis]) {
                    break;
                }
                offset -= strides[axis] * dims[axis];
                index[axis] = 0;
            }
        } while (axis >= 0);
    }
}
