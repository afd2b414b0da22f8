package dev.norma.tensor;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.LongFunction;

/** Single elements as text, in columns of equal width. */
final class ElementText {
    private ElementText() {}

    /** How to write element number i of a tensor of which these are shown. */
    static LongFunction<String> of(Tensor tensor, long[] shown) {
        return switch (tensor.dtype()) {
            case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 -> {
                double[] values =
                        Arrays.stream(shown).mapToDouble(tensor::getFlat).toArray();
                FloatText format = new FloatText(tensor.dtype(), values);
                yield i -> format.write(tensor.getFlat(i));
            }
            case BOOL -> i -> padded(plain(tensor, i), "False".length());
            case INT8, INT16, INT32, INT64, UINT8 -> {
                int width = Arrays.stream(shown)
                        .mapToInt(i -> plain(tensor, i).length())
                        .max()
                        .orElse(0);
                yield i -> padded(plain(tensor, i), width);
            }
            case STRING -> i -> quoted(tensor.stringFlat(i));
        };
    }

    /** The only element of a scalar: with all its digits, strings without quotes. */
    static String scalar(Tensor tensor) {
        if (tensor.dtype() == DType.STRING) {
            return tensor.stringFlat(0);
        }
        if (!tensor.dtype().isFloat()) {
            return plain(tensor, 0);
        }
        return number(tensor.dtype(), tensor.getFlat(0));
    }

    /** An element as a message names it: with all its digits, strings in quotes. */
    static String plainly(Tensor tensor, long i) {
        return switch (tensor.dtype()) {
            case STRING -> Shown.text(tensor.stringFlat(i));
            case FLOAT64, FLOAT32, BFLOAT16, FLOAT16 -> number(tensor.dtype(), tensor.getFlat(i));
            default -> Long.toString(tensor.longFlat(i));
        };
    }

    /** A float by itself: with all digits that tell it apart, as NumPy writes it. */
    static String number(DType dtype, double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return FloatText.special(value);
        }
        BigDecimal digits = Digits.shortest(dtype, value);
        double size = Math.abs(value);
        double large = switch (dtype) {
            case FLOAT64 -> 1e16;
            case FLOAT16 -> 1e3;
            default -> 1e6;
        };
        if (size >= 1e-4 && size < large) {
            String text = digits.toPlainString();
            return text.contains(".") ? text : text + ".0";
        }
        return Digits.scientific(digits, 0, 2);
    }

    private static String plain(Tensor tensor, long i) {
        return switch (tensor.dtype()) {
            case BOOL -> tensor.getFlat(i) != 0 ? "True" : "False";
            case INT64 -> Long.toString(tensor.longFlat(i));
            default -> Long.toString((long) tensor.getFlat(i));
        };
    }

    /** In quotes, double ones where that saves escaping single ones; backslashes and what cannot be seen are escaped. */
    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder quoted = new StringBuilder().append(quote);
        text.codePoints().forEach(letter -> {
            if (letter == quote) {
                quoted.append('\\').append(quote);
            } else {
                letter(letter, quoted);
            }
        });
        return quoted.append(quote).toString();
    }

    private static void letter(int letter, StringBuilder quoted) {
        switch (letter) {
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case '\\' -> quoted.append("\\\\");
            default -> {
                if (letter == ' ' || (Shown.isVisible(letter) && !Character.isSpaceChar(letter))) {
                    quoted.appendCodePoint(letter);
                } else {
                    String escape = letter <= 0xFF ? "\\x%02x" : letter <= 0xFFFF ? "\\u%04x" : "\\U%08x";
                    quoted.append(escape.formatted(letter));
                }
            }
        }
    }

    static String padded(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
