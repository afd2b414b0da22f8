package dev.norma.runtime.interpreter;

import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Elements;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The elements of a tensor of any element type as doubles, row-major; each is a number that the type holds. Never
 * changes once made, so that reshaping may share the array.
 */
final class Numbers {
    private final TensorType type;
    private final double[] values;

    /** Numbers that the type holds already. */
    Numbers(TensorType type, double[] values) {
        assert values.length == type.shape().size() : type + " of " + values.length + " numbers";
        this.type = type;
        this.values = values;
    }

    /** Numbers rounded to the type, in place: the array was made for this. */
    static Numbers rounded(TensorType type, double[] values) {
        round(type.dtype(), values);
        return new Numbers(type, values);
    }

    static Numbers of(Tensor tensor) {
        return read(tensor.type(), tensor.segment());
    }

    /** A copy of row-major memory. */
    static Numbers read(TensorType type, MemorySegment memory) {
        int size = Math.toIntExact(type.shape().size());
        double[] values = new double[size];
        switch (type.dtype()) {
            case FLOAT64 -> MemorySegment.copy(memory, ValueLayout.JAVA_DOUBLE, 0, values, 0, size);
            case FLOAT32 -> {
                for (int i = 0; i < size; i++) {
                    values[i] = memory.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                }
            }
            case INT64 -> {
                for (int i = 0; i < size; i++) {
                    values[i] = exact(memory.getAtIndex(ValueLayout.JAVA_LONG, i), i);
                }
            }
            default -> {
                for (int i = 0; i < size; i++) {
                    values[i] = Elements.get(memory, type.dtype(), i);
                }
            }
        }
        return new Numbers(type, values);
    }

    /** An int64 as a double, which holds those up to 2^53 only. */
    private static double exact(long number, int i) {
        if ((long) (double) number != number || number == Long.MAX_VALUE) {
            throw new DTypeException(
                    "an int64 is too large for operations",
                    "numbers that float64 holds, such as those from -2^53 to 2^53",
                    "%d as element %d in row-major order".formatted(number, i),
                    "keep such numbers in tensors: Tensor.reshape, rows and files do not change them");
        }
        return (double) number;
    }

    /** Writes all elements into row-major memory. */
    void write(MemorySegment memory) {
        switch (dtype()) {
            case FLOAT64 -> MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_DOUBLE, 0, values.length);
            case FLOAT32 -> {
                for (int i = 0; i < values.length; i++) {
                    memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) values[i]);
                }
            }
            default -> {
                for (int i = 0; i < values.length; i++) {
                    Elements.set(memory, dtype(), i, values[i]);
                }
            }
        }
    }

    Tensor toTensor() {
        MemorySegment memory = Elements.allocate(dtype(), values.length);
        write(memory);
        return Tensor.adopt(type, memory);
    }

    TensorType type() {
        return type;
    }

    DType dtype() {
        return type.dtype();
    }

    Shape shape() {
        return type.shape();
    }

    /** The elements; not to be changed. */
    double[] values() {
        return values;
    }

    int size() {
        return values.length;
    }

    /** The size along an axis. */
    int dim(int axis) {
        return Math.toIntExact(type.shape().dim(axis));
    }

    boolean isFinite() {
        if (dtype().isFloat()) {
            for (double value : values) {
                if (!Double.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void round(DType dtype, double[] values) {
        switch (dtype) {
            case FLOAT64 -> {}
            case FLOAT32 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) values[i];
                }
            }
            default -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = dtype.round(values[i]);
                }
            }
        }
    }
}
