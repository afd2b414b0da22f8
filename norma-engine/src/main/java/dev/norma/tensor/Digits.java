package dev.norma.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Decimal digits of floating-point numbers. */
final class Digits {
    private Digits() {}

    /** The number with the fewest digits that the element type rounds to this finite value, without trailing zeros. */
    static BigDecimal shortest(DType dtype, double value) {
        return switch (dtype) {
            case FLOAT64 -> fewest(dtype, value, Double.toString(value));
            case FLOAT32 -> fewest(dtype, value, Float.toString((float) value));
            default -> searched(dtype, value);
        };
    }

    /** Java writes two digits at least, also where one tells a number apart. */
    private static BigDecimal fewest(DType dtype, double value, String text) {
        BigDecimal digits = new BigDecimal(text).stripTrailingZeros();
        if (digits.precision() != 2) {
            return digits;
        }
        BigDecimal one = new BigDecimal(value).round(new MathContext(1, RoundingMode.HALF_EVEN));
        return dtype.round(one.doubleValue()) == value ? one.stripTrailingZeros() : digits;
    }

    /** The nearest number of so many digits may belong to the neighbour below a power of two, where that is nearer by half. */
    private static BigDecimal searched(DType dtype, double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < 8; digits++) {
            for (RoundingMode mode : List.of(RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN)) {
                BigDecimal rounded = exact.round(new MathContext(digits, mode));
                if (dtype.round(rounded.doubleValue()) == value) {
                    return rounded.stripTrailingZeros();
                }
            }
        }
        return exact.stripTrailingZeros();
    }

    /** The shortest digits, but the exact value rounded where they have more than so many after the point. */
    static BigDecimal positional(DType dtype, double value, int fraction) {
        BigDecimal digits = shortest(dtype, value);
        return digits.scale() <= fraction
                ? digits
                : stripped(new BigDecimal(value).setScale(fraction, RoundingMode.HALF_EVEN));
    }

    /** The shortest digits, but the exact value rounded where they are more than so many after the first. */
    static BigDecimal significant(DType dtype, double value, int fraction) {
        BigDecimal digits = shortest(dtype, value);
        return digits.precision() <= fraction + 1
                ? digits
                : stripped(new BigDecimal(value).round(new MathContext(fraction + 1, RoundingMode.HALF_EVEN)));
    }

    /**
     * In scientific notation.
     *
     * @param fraction the least number of digits after the point; without digits there is no point
     * @param exponent the least number of digits of the exponent
     */
    static String scientific(BigDecimal number, int fraction, int exponent) {
        String digits = number.unscaledValue().abs().toString();
        int power = number.signum() == 0 ? 0 : digits.length() - 1 - number.scale();
        StringBuilder text = new StringBuilder(number.signum() < 0 ? "-" : "").append(digits.charAt(0));
        String rest = digits.substring(1);
        if (!rest.isEmpty() || fraction > 0) {
            text.append('.').append(rest).append("0".repeat(Math.max(0, fraction - rest.length())));
        }
        String size = Integer.toString(Math.abs(power));
        return text.append('e')
                .append(power < 0 ? '-' : '+')
                .append("0".repeat(Math.max(0, exponent - size.length())))
                .append(size)
                .toString();
    }

    private static BigDecimal stripped(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
