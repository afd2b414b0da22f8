package dev.norma.tensor;

import java.util.Locale;

/**
 * The type of a tensor's elements, with Keras' names.
 *
 * <p>{@link #FLOAT32}, {@link #FLOAT64}, {@link #BFLOAT16}, {@link #FLOAT16}, {@link #INT32} and {@link #BOOL} compute;
 * float64 and float16 in the interpreter only. The others are stored and converted; {@link #STRING} lives on the host.
 */
public enum DType {
    /** IEEE 754 single precision, 4 bytes. */
    FLOAT32(4, Kind.FLOAT),
    /** IEEE 754 double precision, 8 bytes. */
    FLOAT64(8, Kind.FLOAT),
    /** The upper half of a float32: 8 bits of exponent, 7 of fraction; 2 bytes. */
    BFLOAT16(2, Kind.FLOAT),
    /** IEEE 754 half precision, 2 bytes. */
    FLOAT16(2, Kind.FLOAT),
    /** Signed, 1 byte. */
    INT8(1, Kind.INTEGER),
    /** Signed, 2 bytes. */
    INT16(2, Kind.INTEGER),
    /** Signed, 4 bytes. */
    INT32(4, Kind.INTEGER),
    /** Signed, 8 bytes. */
    INT64(8, Kind.INTEGER),
    /** Unsigned, 1 byte. */
    UINT8(1, Kind.INTEGER),
    /** True or false, stored as a byte of 1 or 0. */
    BOOL(1, Kind.BOOLEAN),
    /** Text on the host; no operation computes with it. */
    STRING(0, Kind.TEXT);

    private enum Kind {
        FLOAT,
        INTEGER,
        BOOLEAN,
        TEXT
    }

    private final int bytes;
    private final Kind kind;

    DType(int bytes, Kind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /** The type of a Keras name such as {@code "float32"}, {@code "bfloat16"}, {@code "bool"} or {@code "string"}. */
    public static DType named(String name) {
        for (DType type : values()) {
            if (type.toString().equals(name)) {
                return type;
            }
        }
        throw new DTypeException(
                "there is no element type of this name",
                "one of " + java.util.Arrays.toString(values()),
                "\"" + name + "\"",
                "use one of the names above");
    }

    /** The bytes that an element takes in memory; 0 for strings. */
    public int bytes() {
        return bytes;
    }

    /** Whether it is a floating-point type. */
    public boolean isFloat() {
        return kind == Kind.FLOAT;
    }

    /** Whether it is an integer type, signed or not. */
    public boolean isInteger() {
        return kind == Kind.INTEGER;
    }

    /** Whether operations compute with it; the others are stored and converted only. */
    public boolean computes() {
        return switch (this) {
            case FLOAT32, FLOAT64, BFLOAT16, FLOAT16, INT32, BOOL -> true;
            case INT8, INT16, INT64, UINT8, STRING -> false;
        };
    }

    /**
     * The nearest number that this type holds: rounded to nearest, ties to even, for floats; truncated and wrapped for
     * integers, as a cast in C does; 0 or 1 for booleans.
     */
    public double round(double value) {
        return switch (this) {
            case FLOAT64 -> value;
            case FLOAT32 -> (float) value;
            case BFLOAT16 -> Halves.bfloat16ToDouble(Halves.toBfloat16(value));
            case FLOAT16 -> Halves.float16ToDouble(Halves.toFloat16(value));
            case INT8 -> (byte) (long) value;
            case INT16 -> (short) (long) value;
            case INT32 -> (int) (long) value;
            case INT64 -> (long) value;
            case UINT8 -> (int) (long) value & 0xFF;
            case BOOL -> value == 0 ? 0 : 1;
            case STRING ->
                throw new DTypeException(
                        "a string is not a number", "a numeric element type", "string", "convert the strings first");
        };
    }

    /** Keras' name: the constant in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
