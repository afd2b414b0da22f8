package dev.norma.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Java arrays of any rank as tensors. */
final class JavaArrays {
    private JavaArrays() {}

    static Tensor toTensor(Object array) {
        if (array instanceof Tensor tensor) {
            return tensor;
        }
        Shape shape = shape(array);
        Class<?> leaf = array.getClass();
        while (leaf.isArray()) {
            leaf = leaf.getComponentType();
        }
        if (leaf == String.class) {
            List<String> strings = new ArrayList<>();
            collect(array, strings);
            return Tensor.ofStrings(shape, strings.toArray(String[]::new));
        }
        DType dtype = dtype(leaf);
        MemorySegment data = Elements.allocate(dtype, shape.size());
        fill(array, shape, 0, 0, dtype, data);
        return Tensor.adopt(new TensorType(dtype, shape), data);
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
        }
        throw new DTypeException(
                "a tensor cannot be made of these elements",
                "float, double, int, long, short, byte, boolean or String, in arrays of any rank",
                leaf.getTypeName(),
                "convert the elements first");
    }

    private static Shape shape(Object array) {
        List<Long> dims = new ArrayList<>();
        Object at = array;
        while (at.getClass().isArray()) {
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

    private static long fill(Object part, Shape shape, int axis, long offset, DType dtype, MemorySegment data) {
        if (axis == shape.rank()) {
            write(part, offset, dtype, data);
            return offset + 1;
        }
        checkLength(part, shape, axis);
        long next = offset;
        for (int i = 0; i < Array.getLength(part); i++) {
            next = fill(Array.get(part, i), shape, axis + 1, next, dtype, data);
        }
        return next;
    }

    private static void write(Object element, long offset, DType dtype, MemorySegment data) {
        if (element instanceof Boolean truth) {
            Elements.set(data, dtype, offset, truth ? 1 : 0);
        } else if (element instanceof Long number) {
            data.setAtIndex(java.lang.foreign.ValueLayout.JAVA_LONG, offset, number);
        } else {
            Elements.set(data, dtype, offset, ((Number) element).doubleValue());
        }
    }

    private static void collect(Object part, List<String> strings) {
        if (part instanceof String string) {
            strings.add(string);
            return;
        }
        int length = Array.getLength(part);
        for (int i = 0; i < length; i++) {
            collect(Array.get(part, i), strings);
        }
    }

    private static void checkLength(Object part, Shape shape, int axis) {
        if (Array.getLength(part) != shape.dim(axis)) {
            throw new ShapeException(
                    "the rows of this array differ in length",
                    "%d elements on axis %d everywhere, as in its first row".formatted(shape.dim(axis), axis),
                    "a row of %d".formatted(Array.getLength(part)),
                    "pad or cut the rows to one length");
        }
    }
}
