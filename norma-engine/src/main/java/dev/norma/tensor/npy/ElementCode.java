package dev.norma.tensor.npy;

import dev.norma.tensor.DType;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What NumPy calls {@code descr}: byte order, kind and size of the elements.
 *
 * @param order how their bytes follow each other
 * @param kind a letter: f, i, u, b, U or S
 * @param bytes how many bytes an element takes
 */
record ElementCode(ByteOrder order, char kind, int bytes) {
    private static final Pattern FORM = Pattern.compile("([<>|=])([a-zA-Z])(\\d{1,9})");
    private static final int LONGEST_TEXT = 1 << 20;

    static ElementCode parse(String code, String place) {
        Matcher form = FORM.matcher(code);
        if (!form.matches()) {
            throw refused(code, place);
        }
        char kind = form.group(2).charAt(0);
        int size = Integer.parseInt(form.group(3));
        ByteOrder order = switch (form.group(1)) {
            case ">" -> ByteOrder.BIG_ENDIAN;
            case "<" -> ByteOrder.LITTLE_ENDIAN;
            default -> ByteOrder.nativeOrder();
        };
        boolean legal = switch (kind) {
            case 'f' -> size == 2 || size == 4 || size == 8;
            case 'i', 'u' -> size == 1 || size == 2 || size == 4 || size == 8;
            case 'b' -> size == 1;
            case 'U', 'S' -> size >= 1 && size <= LONGEST_TEXT;
            default -> false;
        };
        if (!legal) {
            throw refused(code, place);
        }
        return new ElementCode(order, kind, kind == 'U' ? 4 * size : size);
    }

    /** What the elements become. Unsigned ones of 16, 32 and 64 bits get a wider signed type. */
    DType dtype() {
        return switch (kind) {
            case 'f' -> bytes == 2 ? DType.FLOAT16 : bytes == 4 ? DType.FLOAT32 : DType.FLOAT64;
            case 'i' -> bytes == 1 ? DType.INT8 : bytes == 2 ? DType.INT16 : bytes == 4 ? DType.INT32 : DType.INT64;
            case 'u' -> bytes == 1 ? DType.UINT8 : bytes == 2 ? DType.INT32 : DType.INT64;
            case 'b' -> DType.BOOL;
            default -> DType.STRING;
        };
    }

    boolean isText() {
        return kind == 'U' || kind == 'S';
    }

    private static NpyHeader.Refusal refused(String code, String place) {
        boolean pickled = code.endsWith("O");
        return new NpyHeader.Refusal(
                place,
                pickled ? "this array holds pickled Python objects" : "this array has elements of an unknown type",
                "floats of 16, 32 or 64 bits, integers of 8 to 64 bits, booleans or text",
                "the type " + NpyHeader.shown(code),
                pickled
                        ? "save numbers or text: objects are never loaded, they could run code"
                        : "convert it in Python: x.astype('float32')");
    }
}
