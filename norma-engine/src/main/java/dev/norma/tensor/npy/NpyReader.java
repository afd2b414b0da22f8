package dev.norma.tensor.npy;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.norma.tensor.DType;
import dev.norma.tensor.Elements;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads one array: header, elements, nothing behind them. */
final class NpyReader {
    private static final int CHUNK = 1 << 20;

    private final InputStream in;
    private final String place;
    private final NpyHeader header;

    private NpyReader(InputStream in, long total, String place) throws IOException {
        this.in = in;
        this.place = place;
        this.header = NpyHeader.read(in, total, place);
    }

    static Tensor read(InputStream in, long total, String place) throws IOException {
        NpyReader reader = new NpyReader(in, total, place);
        Tensor tensor = reader.header.code().isText() ? reader.texts() : reader.numbers();
        if (in.read() >= 0) { // also makes an archive compare sizes and checksum
            throw new IllegalStateException("more than " + total + " bytes");
        }
        return reader.header.fortran() ? new Fortran(tensor).inRows() : tensor;
    }

    /** Elements lie in the order of the shape; in Fortran's, in that of the reversed shape. */
    private Shape laidOut() {
        return header.fortran() ? Fortran.reversed(header.shape()) : header.shape();
    }

    private Tensor numbers() throws IOException {
        ElementCode code = header.code();
        long count = header.shape().size();
        MemorySegment raw = Elements.allocate(rawType(code), count);
        byte[] chunk = new byte[(int) Math.min(CHUNK, raw.byteSize())];
        for (long at = 0; at < raw.byteSize(); ) {
            int length = fill(chunk, (int) Math.min(chunk.length, raw.byteSize() - at));
            MemorySegment.copy(MemorySegment.ofArray(chunk), 0, raw, at, length);
            at += length;
        }
        if (code.bytes() > 1 && code.order() != ByteOrder.nativeOrder()) {
            swap(raw, code.bytes(), count);
        }
        return Tensor.adopt(new TensorType(code.dtype(), laidOut()), finished(raw, code, count));
    }

    private static DType rawType(ElementCode code) {
        return code.kind() != 'u' || code.bytes() == 1
                ? code.dtype()
                : code.bytes() == 2 ? DType.INT16 : code.bytes() == 4 ? DType.INT32 : DType.INT64;
    }

    /** Truths as 0 and 1; unsigned numbers in their wider type. */
    private MemorySegment finished(MemorySegment raw, ElementCode code, long count) {
        MemorySegment wide = rawType(code) == code.dtype() ? raw : Elements.allocate(code.dtype(), count);
        boolean truths = code.kind() == 'b';
        boolean unsigned = code.kind() == 'u';
        for (long i = 0; i < count && (truths || (unsigned && code.bytes() > 1)); i++) {
            if (truths) {
                raw.set(JAVA_BYTE, i, (byte) (raw.get(JAVA_BYTE, i) == 0 ? 0 : 1));
            } else if (code.bytes() == 2) {
                wide.setAtIndex(JAVA_INT, i, Short.toUnsignedInt(raw.getAtIndex(JAVA_SHORT, i)));
            } else if (code.bytes() == 4) {
                wide.setAtIndex(JAVA_LONG, i, Integer.toUnsignedLong(raw.getAtIndex(JAVA_INT, i)));
            } else if (raw.getAtIndex(JAVA_LONG, i) < 0) {
                throw new NpyHeader.Refusal(
                        place,
                        "an unsigned number is too large",
                        "numbers below 2^63",
                        "%s as element %d".formatted(Long.toUnsignedString(raw.getAtIndex(JAVA_LONG, i)), i),
                        "convert the array in Python: x.astype('float64')");
            }
        }
        return wide;
    }

    private static void swap(MemorySegment data, int bytes, long count) {
        for (long i = 0; i < count; i++) {
            switch (bytes) {
                case 2 -> data.setAtIndex(JAVA_SHORT, i, Short.reverseBytes(data.getAtIndex(JAVA_SHORT, i)));
                case 4 -> {
                    // float arrays take ints too, and keep the bits of NaNs so
                    int bits = data.get(JAVA_INT_UNALIGNED, i * 4);
                    data.set(JAVA_INT_UNALIGNED, i * 4, Integer.reverseBytes(bits));
                }
                default -> data.setAtIndex(JAVA_LONG, i, Long.reverseBytes(data.getAtIndex(JAVA_LONG, i)));
            }
        }
    }

    private Tensor texts() throws IOException {
        String[] texts = new String[Math.toIntExact(header.shape().size())];
        byte[] element = new byte[header.code().bytes()];
        for (int i = 0; i < texts.length; i++) {
            fill(element, element.length);
            texts[i] = header.code().kind() == 'U' ? wide(element, i) : narrow(element, i);
        }
        return Tensor.ofStrings(laidOut(), texts);
    }

    private String wide(byte[] element, int i) {
        ByteBuffer letters = ByteBuffer.wrap(element).order(header.code().order());
        StringBuilder text = new StringBuilder();
        while (letters.hasRemaining()) {
            int letter = letters.getInt();
            if (!Character.isValidCodePoint(letter) || (letter >= 0xD800 && letter <= 0xDFFF)) {
                throw notText("Unicode letters", Integer.toHexString(letter), i);
            }
            text.appendCodePoint(letter);
        }
        return trimmed(text.toString());
    }

    private String narrow(byte[] element, int i) {
        try {
            return trimmed(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(element))
                    .toString());
        } catch (CharacterCodingException _) {
            throw notText("UTF-8", "other bytes", i);
        }
    }

    /** Without the zeros that fill an element up. */
    private static String trimmed(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        return text.substring(0, end);
    }

    private NpyHeader.Refusal notText(String expected, String given, int i) {
        return new NpyHeader.Refusal(
                place, "this is no text", expected, "%s in element %d".formatted(given, i), "save the text anew");
    }

    private int fill(byte[] bytes, int length) throws IOException {
        int count = in.readNBytes(bytes, 0, length);
        if (count < length) {
            throw new NpyHeader.Refusal(
                    place,
                    "the elements end too early",
                    length + " more bytes",
                    count + " bytes",
                    "get the file again");
        }
        return count;
    }
}
