package dev.norma.tensor;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/** Reads and writes single elements of any numeric type, and moves runs of them, in heap or native memory. */
public final class Elements {
    private Elements() {}

    /** Heap memory for this many elements, all zero. */
    public static MemorySegment allocate(DType dtype, long count) {
        int length = heapLength(count);
        return switch (dtype) {
            case FLOAT32 -> MemorySegment.ofArray(new float[length]);
            case FLOAT64 -> MemorySegment.ofArray(new double[length]);
            case BFLOAT16, FLOAT16, INT16 -> MemorySegment.ofArray(new short[length]);
            case INT32 -> MemorySegment.ofArray(new int[length]);
            case INT64 -> MemorySegment.ofArray(new long[length]);
            case INT8, UINT8, BOOL -> MemorySegment.ofArray(new byte[length]);
            case STRING -> throw notNumbers();
        };
    }

    /** Element {@code i} as a double; an int64 beyond 2^53 is rounded. */
    public static double get(MemorySegment data, DType dtype, long i) {
        return switch (dtype) {
            case FLOAT32 -> data.getAtIndex(JAVA_FLOAT, i);
            case FLOAT64 -> data.getAtIndex(JAVA_DOUBLE, i);
            case BFLOAT16 -> Halves.bfloat16ToDouble(data.getAtIndex(JAVA_SHORT, i));
            case FLOAT16 -> Halves.float16ToDouble(data.getAtIndex(JAVA_SHORT, i));
            case INT8, BOOL -> data.get(JAVA_BYTE, i);
            case UINT8 -> data.get(JAVA_BYTE, i) & 0xFF;
            case INT16 -> data.getAtIndex(JAVA_SHORT, i);
            case INT32 -> data.getAtIndex(JAVA_INT, i);
            case INT64 -> data.getAtIndex(JAVA_LONG, i);
            case STRING -> throw notNumbers();
        };
    }

    /** Writes element {@code i}, converted as {@link DType#round} says. */
    public static void set(MemorySegment data, DType dtype, long i, double value) {
        switch (dtype) {
            case FLOAT32 -> data.setAtIndex(JAVA_FLOAT, i, (float) value);
            case FLOAT64 -> data.setAtIndex(JAVA_DOUBLE, i, value);
            case BFLOAT16 -> data.setAtIndex(JAVA_SHORT, i, Halves.toBfloat16(value));
            case FLOAT16 -> data.setAtIndex(JAVA_SHORT, i, Halves.toFloat16(value));
            case INT8, UINT8 -> data.set(JAVA_BYTE, i, (byte) (long) value);
            case BOOL -> data.set(JAVA_BYTE, i, (byte) (value == 0 ? 0 : 1));
            case INT16 -> data.setAtIndex(JAVA_SHORT, i, (short) (long) value);
            case INT32 -> data.setAtIndex(JAVA_INT, i, (int) (long) value);
            case INT64 -> data.setAtIndex(JAVA_LONG, i, (long) value);
            case STRING -> throw notNumbers();
        }
    }

    /** Writes one number to all elements of heap or native memory. */
    static void fill(MemorySegment data, DType dtype, double value) {
        if (Double.doubleToRawLongBits(value) == 0) {
            data.fill((byte) 0);
            return;
        }
        long count = data.byteSize() / dtype.bytes();
        if (count > 0) {
            set(data, dtype, 0, value);
        }
        for (long done = 1; done < count; done *= 2) { // each round doubles what is written
            long bytes = Math.min(done, count - done) * dtype.bytes();
            MemorySegment.copy(data, 0, data, done * dtype.bytes(), bytes);
        }
    }

    /** Copies {@code count} elements from the start of one memory to the start of another, converting the type. */
    public static void convert(MemorySegment from, DType fromType, MemorySegment to, DType toType, long count) {
        if (fromType == toType) {
            MemorySegment.copy(from, 0, to, 0, count * fromType.bytes());
        } else if (fromType == DType.FLOAT32 && toType == DType.FLOAT64) {
            for (long i = 0; i < count; i++) {
                to.setAtIndex(JAVA_DOUBLE, i, from.getAtIndex(JAVA_FLOAT, i));
            }
        } else if (fromType == DType.FLOAT64 && toType == DType.FLOAT32) {
            for (long i = 0; i < count; i++) {
                to.setAtIndex(JAVA_FLOAT, i, (float) from.getAtIndex(JAVA_DOUBLE, i));
            }
        } else if (fromType == DType.UINT8 && toType == DType.FLOAT32) {
            for (long i = 0; i < count; i++) {
                to.setAtIndex(JAVA_FLOAT, i, from.get(JAVA_BYTE, i) & 0xFF);
            }
        } else if (fromType == DType.INT64 && toType.isInteger()) {
            for (long i = 0; i < count; i++) {
                setInteger(to, toType, i, from.getAtIndex(JAVA_LONG, i));
            }
        } else {
            for (long i = 0; i < count; i++) {
                set(to, toType, i, get(from, fromType, i));
            }
        }
    }

    static void setInteger(MemorySegment to, DType type, long i, long value) {
        switch (type) {
            case INT8, UINT8 -> to.set(JAVA_BYTE, i, (byte) value);
            case INT16 -> to.setAtIndex(JAVA_SHORT, i, (short) value);
            case INT32 -> to.setAtIndex(JAVA_INT, i, (int) value);
            default -> to.setAtIndex(JAVA_LONG, i, value);
        }
    }

    /**
     * How long a Java array of so many elements is.
     *
     * @throws ShapeException if there is none
     */
    public static int heapLength(long count) {
        if (count > Integer.MAX_VALUE - 8) {
            throw new ShapeException(
                    "a tensor of this size does not fit in a Java array",
                    "at most %d elements".formatted(Integer.MAX_VALUE - 8),
                    Long.toString(count),
                    "split it along its first axis, or feed it batch by batch through a Dataset");
        }
        return (int) count;
    }

    static DTypeException notNumbers() {
        return new DTypeException(
                "strings have no numeric elements",
                "a numeric element type",
                "string",
                "look the strings up first, or read them with getString");
    }
}
