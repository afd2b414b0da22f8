package dev.norma.data;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the text of a cell means. */
final class Cell {
    private static final Set<String> MISSING = Set.of("", "NA", "NaN", "nan", "NAN", "null", "NULL", "?");
    private static final Set<String> INFINITE = Set.of("inf", "infinity", "∞");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+");

    private Cell() {}

    /** Whether it stands for a value that is not there. */
    static boolean isMissing(String text) {
        return MISSING.contains(text);
    }

    /** Whether it is a number as people write it: digits, at most one point, at most one exponent; or an infinity. */
    static boolean isNumber(String text) {
        return isFinite(text) || isInfinity(text);
    }

    /** The number, infinite where the text says so or no float32 is as large. */
    static double number(String text) {
        if (isInfinity(text)) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double value = Double.parseDouble(text);
        return Float.isInfinite((float) value) ? (float) value : value;
    }

    /** Whether it looks like a number with a comma for its point. */
    static boolean hasDecimalComma(String text) {
        return DECIMAL_COMMA.matcher(text).matches();
    }

    private static boolean isInfinity(String text) {
        if (text.isEmpty() || text.length() > 9) {
            return false;
        }
        String unsigned = text.charAt(0) == '-' || text.charAt(0) == '+' ? text.substring(1) : text;
        return INFINITE.contains(unsigned.toLowerCase(Locale.ROOT));
    }

    private static boolean isFinite(String text) {
        int at = sign(text, 0);
        int whole = digits(text, at);
        int point = whole < text.length() && text.charAt(whole) == '.' ? whole + 1 : whole;
        int fraction = point > whole ? digits(text, point) : point;
        boolean hasDigits = whole > at || fraction > point;
        if (!hasDigits || fraction == text.length()) {
            return hasDigits;
        }
        if (text.charAt(fraction) != 'e' && text.charAt(fraction) != 'E') {
            return false;
        }
        int exponent = sign(text, fraction + 1);
        return exponent < text.length() && digits(text, exponent) == text.length();
    }

    private static int sign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int digits(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
