package dev.norma.tensor;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Java arrays of any rank as tensors. */
final class JavaArrays {
    private final Shape shape;
    private final DType dtype;
    private final MemorySegment data;
    private final String[] strings;
    private final long[] index;
    private long written;

    private JavaArrays(Shape shape, DType dtype) {
        this.shape = shape;
        this.dtype = dtype;
        boolean texts = dtype == DType.STRING;
        this.data = texts ? MemorySegment.ofArray(new byte[0]) : Elements.allocate(dtype, shape.size());
        this.strings = new String[texts ? Math.toIntExact(shape.size()) : 0];
        this.index = new long[shape.rank()];
    }

    static Tensor toTensor(@Nullable Object array) {
        if (array instanceof Tensor tensor) {
            return tensor;
        }
        if (array == null) {
            throw missing("the array itself");
        }
        Class<?> leaf = array.getClass();
        while (leaf.isArray()) {
            leaf = leaf.getComponentType();
        }
        JavaArrays copy = new JavaArrays(shape(array), dtype(leaf));
        copy.fill(array, 0);
        return copy.dtype == DType.STRING
                ? Tensor.ofStrings(copy.shape, copy.strings)
                : Tensor.adopt(new TensorType(copy.dtype, copy.shape), copy.data);
    }

    private static DType dtype(Class<?> leaf) {
        if (leaf == float.class || leaf == Float.class) {
            return DType.FLOAT32;
        } else if (leaf == double.class || leaf == Double.class) {
            return DType.FLOAT64;
        } else if (leaf == int.class || leaf == Integer.class) {
            return DType.INT32;
        } else if (leaf == long.class || leaf == Long.class) {
            return DType.INT64;
        } else if (leaf == short.class || leaf == Short.class) {
            return DType.INT16;
        } else if (leaf == byte.class || leaf == Byte.class) {
            return DType.INT8;
        } else if (leaf == boolean.class || leaf == Boolean.class) {
            return DType.BOOL;
        } else if (leaf == String.class) {
            return DType.STRING;
        }
        throw new DTypeException(
                "a tensor cannot be made of these elements",
                "float, double, int, long, short, byte, boolean or String, in arrays of any rank",
                leaf.getTypeName(),
                "convert the elements first");
    }

    /** The lengths of the first rows; all others are compared with them. */
    private static Shape shape(Object array) {
        List<Long> dims = new ArrayList<>();
        Object at = array;
        while (at != null && at.getClass().isArray()) {
            long length = Array.getLength(at);
            dims.add(length);
            if (length == 0) {
                Class<?> rest = at.getClass().getComponentType();
                while (rest.isArray()) {
                    dims.add(0L);
                    rest = rest.getComponentType();
                }
                break;
            }
            at = Array.get(at, 0);
        }
        return Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
    }

    private void fill(@Nullable Object part, int axis) {
        if (part == null) {
            throw missing("element " + Arrays.toString(Arrays.copyOf(index, axis)));
        }
        if (axis == shape.rank()) {
            write(part);
            return;
        }
        int length = Array.getLength(part);
        if (length != shape.dim(axis)) {
            throw ragged(axis, length);
        }
        if (part.getClass().getComponentType().isPrimitive() && dtype != DType.BOOL) {
            MemorySegment row = row(part);
            MemorySegment.copy(row, 0, data, written * dtype.bytes(), row.byteSize());
            written += length;
            return;
        }
        for (int i = 0; i < length; i++) {
            index[axis] = i;
            fill(Array.get(part, i), axis + 1);
        }
    }

    private static MemorySegment row(Object part) {
        return switch (part) {
            case float[] row -> MemorySegment.ofArray(row);
            case double[] row -> MemorySegment.ofArray(row);
            case int[] row -> MemorySegment.ofArray(row);
            case long[] row -> MemorySegment.ofArray(row);
            case short[] row -> MemorySegment.ofArray(row);
            case byte[] row -> MemorySegment.ofArray(row);
            default -> throw new AssertionError(part.getClass());
        };
    }

    private void write(Object element) {
        switch (element) {
            case Boolean truth -> Elements.set(data, dtype, written, truth ? 1 : 0);
            case Long number -> data.setAtIndex(JAVA_LONG, written, number);
            case String text -> strings[(int) written] = text;
            default -> Elements.set(data, dtype, written, ((Number) element).doubleValue());
        }
        written++;
    }

    private ShapeException ragged(int axis, int length) {
        return new ShapeException(
                "the rows of this array differ in length",
                "%d elements on axis %d everywhere, as in its first row".formatted(shape.dim(axis), axis),
                "a row of %d at index %s".formatted(length, Arrays.toString(Arrays.copyOf(index, axis))),
                "pad or cut the rows to one length");
    }

    private static ShapeException missing(String where) {
        return new ShapeException(
                "a tensor cannot be made of null", "numbers everywhere", where + " is null", "fill in a number");
    }
}
