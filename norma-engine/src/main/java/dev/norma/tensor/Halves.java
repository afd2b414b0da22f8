package dev.norma.tensor;

/** The two 16-bit floating-point formats, rounded to nearest with ties to even. */
public final class Halves {
    private Halves() {}

    /** The bits of the bfloat16 nearest to a value; rounded once, also from a double. */
    public static short toBfloat16(double value) {
        if (Double.isNaN(value)) {
            return (short) 0x7FC0;
        }
        float near = roundToOdd(value);
        int bits = Float.floatToRawIntBits(near);
        int rounded = bits + 0x7FFF + ((bits >>> 16) & 1);
        return (short) (rounded >>> 16);
    }

    /** The number that bfloat16 bits stand for. */
    public static double bfloat16ToDouble(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** The bits of the float16 nearest to a value; rounded once, also from a double. */
    public static short toFloat16(double value) {
        return Float.floatToFloat16(roundToOdd(value));
    }

    /** The number that float16 bits stand for. */
    public static double float16ToDouble(short bits) {
        return Float.float16ToFloat(bits);
    }

    /** A float32 from which rounding once more gives the same as rounding the double at once: ties are kept apart. */
    private static float roundToOdd(double value) {
        float near = (float) value;
        if (near == value || Float.isInfinite(near) || Float.isNaN(near)) {
            return near;
        }
        float towardsZero = Math.abs((double) near) > Math.abs(value)
                ? (value > 0 ? Math.nextDown(near) : Math.nextUp(near))
                : near;
        return Float.intBitsToFloat(Float.floatToRawIntBits(towardsZero) | 1);
    }
}
