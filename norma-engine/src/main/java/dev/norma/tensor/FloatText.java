package dev.norma.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Floats as NumPy writes them: as few digits as tell them apart, at most 8 after the point, all points below each other;
 * with exponents where one is large (from 1e6 of float32 on, 1e8 of float64), small (below 1e-4), or a thousand times
 * another.
 */
final class FloatText {
    private static final int PRECISION = 8;

    private final DType dtype;
    private final boolean scientific;
    /** Digits in front of the point, the sign included, and behind it; for exponents their digits too. */
    private int left;

    private int right;
    private int exponent;

    FloatText(DType dtype, double[] values) {
        this.dtype = dtype;
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        this.scientific = scientific(dtype, finite);
        for (double value : finite) {
            measure(value);
        }
        if (finite.length < values.length) {
            boolean negative = Arrays.stream(values).anyMatch(value -> value == Double.NEGATIVE_INFINITY);
            int behind = width() - left;
            left = Math.max(left, 3 + (negative ? 1 : 0) - behind);
        }
    }

    String write(double value) {
        if (!Double.isFinite(value)) {
            return ElementText.padded(special(value), width());
        }
        if (scientific) {
            return ElementText.padded(aligned(value), width());
        }
        String text = positional(value);
        int point = text.indexOf('.');
        String padded = " ".repeat(left - point) + text;
        return padded + " ".repeat(right - (text.length() - point - 1));
    }

    /** Numbers that have no digits. */
    static String special(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        return Double.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
    }

    private int width() {
        return left + 1 + right + (scientific ? exponent + 2 : 0);
    }

    private void measure(double value) {
        String text = scientific ? scientific(value) : positional(value);
        int end = scientific ? text.indexOf('e') : text.length();
        int point = text.indexOf('.') < 0 ? end : text.indexOf('.');
        left = Math.max(left, point);
        right = Math.max(right, Math.max(0, end - point - 1));
        exponent = scientific ? Math.max(exponent, text.length() - end - 2) : 0;
    }

    /** With a point, but without zeros behind it. */
    private String positional(double value) {
        BigDecimal digits = value == 0 ? BigDecimal.ZERO : Digits.positional(dtype, value, PRECISION);
        String text = digits.abs().toPlainString();
        return sign(value) + (text.contains(".") ? text : text + ".");
    }

    /** With as few digits as it needs. */
    private String scientific(double value) {
        return scientific(shortest(value), value, 0, 2);
    }

    /** With as many digits as the others: where it needs fewer, those that its exact value has. */
    private String aligned(double value) {
        BigDecimal number = shortest(value);
        if (number.precision() <= right) {
            number = new BigDecimal(value).round(new MathContext(right + 1, RoundingMode.HALF_EVEN));
        }
        return scientific(number.stripTrailingZeros(), value, right, exponent);
    }

    private BigDecimal shortest(double value) {
        return value == 0 ? BigDecimal.ZERO : Digits.significant(dtype, value, PRECISION);
    }

    private static String scientific(BigDecimal number, double value, int fraction, int digits) {
        String text = Digits.scientific(number.abs(), fraction, digits);
        boolean pointless = text.indexOf('.') < 0;
        return sign(value) + (pointless ? text.replace("e", ".e") : text);
    }

    private static String sign(double value) {
        return value < 0 || 1 / value < 0 ? "-" : "";
    }

    private static boolean scientific(DType dtype, double[] finite) {
        double[] sizes =
                Arrays.stream(finite).filter(v -> v != 0).map(Math::abs).toArray();
        if (sizes.length == 0) {
            return false;
        }
        double max = Arrays.stream(sizes).max().getAsDouble();
        double min = Arrays.stream(sizes).min().getAsDouble();
        double large = switch (dtype) {
            case FLOAT64 -> 1e8;
            case FLOAT16 -> 1e3;
            default -> 1e6;
        };
        return max >= large || min < dtype.round(1e-4) || dtype.round(max / min) > 1000;
    }
}
