package dev.norma.runtime.interpreter;

import dev.norma.tensor.Shape;

/**
 * The lines of elements along one axis of a row-major array.
 *
 * @param count how many lanes there are: the product of all other sizes
 * @param length how many elements each has
 * @param step the distance between neighbours of a lane
 */
record Lanes(int count, int length, int step) {
    static Lanes of(Shape shape, int axis) {
        int step = Math.toIntExact(shape.slice(axis + 1, shape.rank()).size());
        int before = Math.toIntExact(shape.slice(0, axis).size());
        return new Lanes(before * step, Math.toIntExact(shape.dim(axis)), step);
    }

    /** Where a lane's first element lies; lanes are numbered row-major over the other axes. */
    int start(int lane) {
        return lane / step * step * length + lane % step;
    }
}
