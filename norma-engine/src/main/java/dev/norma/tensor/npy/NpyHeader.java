package dev.norma.tensor.npy;

import dev.norma.tensor.Shape;
import dev.norma.tensor.Shown;
import dev.norma.tensor.file.FileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * What stands in front of an array's elements.
 *
 * @param length how many bytes it takes itself
 */
record NpyHeader(ElementCode code, boolean fortran, Shape shape, int length) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;
    private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

    /** An error about the header. */
    static final class Refusal extends FileException {
        private static final long serialVersionUID = 1L;

        Refusal(String place, String what, String expected, String given, String fix) {
            super(place, what, expected, given, fix);
        }
    }

    /**
     * Reads a header.
     *
     * @param total how many bytes header and elements have together; they must be neither more nor fewer
     */
    static NpyHeader read(InputStream in, long total, String place) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new Refusal(
                    place,
                    "this is no .npy file",
                    "the six bytes 93 4e 55 4d 50 59 at its start",
                    start.length < 8 ? "%d bytes in all".formatted(start.length) : hex(start),
                    "save the array with numpy.save");
        }
        int version = start[6] & 0xFF;
        if (version < 1 || version > 3 || start[7] != 0) {
            throw new Refusal(
                    place,
                    "this version of the format is unknown",
                    "1.0, 2.0 or 3.0",
                    "%d.%d".formatted(version, start[7] & 0xFF),
                    "save the array anew with numpy.save");
        }
        int width = version == 1 ? 2 : 4;
        byte[] size = in.readNBytes(width);
        long length = 0;
        for (int i = size.length - 1; i >= 0; i--) {
            length = (length << 8) | (size[i] & 0xFF);
        }
        long all = 8 + width + length;
        if (size.length < width || length > LONGEST || all > total) {
            throw new Refusal(
                    place,
                    "the header ends too early, or is too long",
                    "at most %d bytes, all of them there".formatted(LONGEST),
                    "%d bytes announced, %d bytes in all".formatted(length, total),
                    "get the file again");
        }
        byte[] text = in.readNBytes((int) length);
        var encoding = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return of(Literal.parse(new String(text, encoding), place), (int) all, place)
                .checked(total, place);
    }

    private static NpyHeader of(Map<String, Object> entries, int length, String place) {
        if (entries.get("descr") instanceof String descr
                && entries.get("fortran_order") instanceof Boolean fortran
                && entries.get("shape") instanceof long[] dims) {
            return new NpyHeader(ElementCode.parse(descr, place), fortran, Shape.of(dims), length);
        }
        throw new Refusal(
                place,
                "the header cannot be read",
                "the keys descr (text), fortran_order (True or False) and shape (whole numbers)",
                shown(entries.keySet().toString()),
                "save the array anew with numpy.save");
    }

    /** Compares the elements that the shape asks for with those that are there. */
    private NpyHeader checked(long total, String place) {
        long count = 1;
        try {
            for (long dim : shape.toArray()) {
                count = dim == 0 ? count : Math.multiplyExact(count, dim);
            }
            count = Arrays.stream(shape.toArray()).anyMatch(dim -> dim == 0) ? 0 : count;
            if (Math.multiplyExact(count, (long) code.bytes()) == total - length) {
                checkFits(count, place);
                return this;
            }
        } catch (ArithmeticException _) {
            // more than any file holds
        }
        throw new Refusal(
                place,
                "the elements do not fill the shape",
                "%s elements of %d bytes".formatted(shape, code.bytes()),
                "%d bytes behind the header".formatted(total - length),
                "the file is damaged or cut off: get it again");
    }

    private static void checkFits(long count, String place) {
        if (count > MOST_ELEMENTS) {
            throw new Refusal(
                    place,
                    "the array does not fit in a Java array",
                    "at most %d elements".formatted(MOST_ELEMENTS),
                    Long.toString(count),
                    "save it in parts");
        }
    }

    static String shown(String text) {
        return Shown.text(text);
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < MAGIC.length; i++) {
            hex.append(i == 0 ? "" : " ").append("%02x".formatted(bytes[i]));
        }
        return hex.toString();
    }
}
