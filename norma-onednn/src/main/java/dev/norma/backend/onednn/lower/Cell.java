package dev.norma.backend.onednn.lower;

import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a program on their way: what an item makes, what is fed, or what is known. A cell may be another one's numbers
 * in another shape; then both share memory.
 */
final class Cell {
    private final DType dtype;
    private final long[] dims;
    private final Cell root;

    /** The one number that is everywhere in it. */
    final @Nullable Double fill;
    /** Which input of the program it is; -1 if none. */
    final int input;
    /** Known numbers, or memory that frames share. */
    @Nullable
    MemorySegment shared;

    @Nullable
    Item producer;
    /** Bytes if more than the elements need: a packed layout, a scratchpad. */
    long bytes;
    /** The buffer's number once memory is planned. */
    int buffer = -1;

    private Cell(DType dtype, long[] dims, @Nullable Cell root, @Nullable Double fill, int input) {
        this.dtype = dtype;
        this.dims = dims;
        this.root = root == null ? this : root.root;
        this.fill = fill;
        this.input = input;
        this.bytes = count() * dtype.bytes();
    }

    static Cell made(DType dtype, long... dims) {
        return new Cell(dtype, dims, null, null, -1);
    }

    static Cell made(TensorType type) {
        return made(type.dtype(), type.shape().toArray());
    }

    static Cell input(int index, TensorType type) {
        return new Cell(type.dtype(), type.shape().toArray(), null, null, index);
    }

    static Cell fill(double value, DType dtype, long... dims) {
        return new Cell(dtype, dims, null, value, -1);
    }

    /** Memory of so many bytes that no operation knows. */
    static Cell raw(long bytes) {
        return made(DType.INT8, bytes);
    }

    /** The same numbers in another shape. */
    Cell as(long... other) {
        return fill != null ? fill(fill, dtype, other) : new Cell(dtype, other, this, null, input);
    }

    Cell root() {
        return root;
    }

    DType dtype() {
        return dtype;
    }

    /** Whether the loops' machine computes with it. */
    boolean computes() {
        return switch (dtype) {
            case FLOAT32, BFLOAT16, INT32, BOOL -> true;
            default -> false;
        };
    }

    long[] dims() {
        return dims;
    }

    int rank() {
        return dims.length;
    }

    long count() {
        long count = 1;
        for (long dim : dims) {
            count *= dim;
        }
        return count;
    }

    @Override
    public String toString() {
        return dtype + Shape.of(dims).toString();
    }
}
