package dev.norma.tensor.npy;

import dev.norma.tensor.DType;
import dev.norma.tensor.Elements;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** Elements in Fortran's order, the first axis fastest, brought into rows. */
final class Fortran {
    private final Tensor columns;
    private final Shape shape;

    /** The elements as they lie in the file: row-major in the reversed shape. */
    Fortran(Tensor columns) {
        this.columns = columns;
        this.shape = reversed(columns.shape());
    }

    static Shape reversed(Shape shape) {
        long[] dims = shape.toArray();
        long[] reversed = new long[dims.length];
        for (int axis = 0; axis < dims.length; axis++) {
            reversed[axis] = dims[dims.length - 1 - axis];
        }
        return Shape.of(reversed);
    }

    Tensor inRows() {
        int[] sources = sources();
        if (columns.dtype() == DType.STRING) {
            String[] from = columns.toStrings();
            String[] texts = new String[from.length];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = from[sources[i]];
            }
            return Tensor.ofStrings(shape, texts);
        }
        int bytes = columns.dtype().bytes();
        MemorySegment from = columns.segment();
        MemorySegment rows = Elements.allocate(columns.dtype(), columns.size());
        for (int i = 0; i < sources.length; i++) {
            MemorySegment.copy(from, (long) sources[i] * bytes, rows, (long) i * bytes, bytes);
        }
        return Tensor.adopt(columns.type().withShape(shape), rows);
    }

    /** For each element in rows, its number in the file. */
    private int[] sources() {
        int[] sources = new int[Math.toIntExact(columns.size())];
        long[] index = new long[shape.rank()];
        long[] strides = new long[shape.rank()];
        long stride = 1;
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = stride;
            stride *= shape.dim(axis);
        }
        long source = 0;
        for (int i = 0; i < sources.length; i++) {
            sources[i] = (int) source;
            for (int axis = index.length - 1; axis >= 0; axis--) {
                source += strides[axis];
                if (++index[axis] < shape.dim(axis)) {
                    break;
                }
                source -= index[axis] * strides[axis];
                index[axis] = 0;
            }
        }
        return sources;
    }
}
