package dev.norma.tensor.npy;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.StringJoiner;

/** Writes one array: version 1.0, rows, the machine's byte order. */
final class NpyWriter {
    private static final int ALIGNED = 64;
    private static final int CHUNK = 1 << 20;

    private final Tensor tensor;
    private final int letters;

    NpyWriter(Tensor tensor) {
        this.tensor = tensor.dtype() == DType.BFLOAT16 ? tensor.cast(DType.FLOAT32) : tensor;
        this.letters = tensor.dtype() == DType.STRING ? longest(tensor.toStrings()) : 0;
    }

    void write(OutputStream out) throws IOException {
        out.write(header());
        if (tensor.dtype() == DType.STRING) {
            texts(out);
            return;
        }
        MemorySegment data = tensor.segment();
        byte[] chunk = new byte[(int) Math.min(CHUNK, data.byteSize())];
        for (long at = 0; at < data.byteSize(); at += chunk.length) {
            int length = (int) Math.min(chunk.length, data.byteSize() - at);
            MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
            out.write(chunk, 0, length);
        }
    }

    /** How many bytes are written. */
    long size() {
        long element =
                tensor.dtype() == DType.STRING ? 4L * letters : tensor.dtype().bytes();
        return header().length + tensor.size() * element;
    }

    private byte[] header() {
        StringJoiner dims = new StringJoiner(", ", "(", tensor.rank() == 1 ? ",)" : ")");
        Arrays.stream(tensor.shape().toArray()).forEach(dim -> dims.add(Long.toString(dim)));
        String text = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(descr(), dims);
        int bare = 10 + text.length() + 1;
        int padding = Math.floorMod(-bare, ALIGNED);
        byte[] body = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(10 + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) body.length)
                .put(body)
                .array();
    }

    private String descr() {
        String order = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
        return switch (tensor.dtype()) {
            case FLOAT16, FLOAT32, FLOAT64, BFLOAT16 ->
                order + "f" + tensor.dtype().bytes();
            case INT16, INT32, INT64 -> order + "i" + tensor.dtype().bytes();
            case INT8 -> "|i1";
            case UINT8 -> "|u1";
            case BOOL -> "|b1";
            case STRING -> order + "U" + letters;
        };
    }

    private void texts(OutputStream out) throws IOException {
        for (String text : tensor.toStrings()) {
            ByteBuffer element = ByteBuffer.allocate(4 * letters).order(ByteOrder.nativeOrder());
            text.codePoints().forEach(element::putInt);
            out.write(element.array());
        }
    }

    private static int longest(String[] texts) {
        int longest = 1;
        for (String text : texts) {
            if (text.endsWith("\0")) {
                throw new Complaint(
                                "a text that ends in a zero cannot be written",
                                "text without zeros at its end, which the format drops",
                                "a text of %d letters".formatted(text.length()),
                                "strip it first")
                        .asArgument();
            }
            longest = Math.max(longest, text.codePointCount(0, text.length()));
        }
        return longest;
    }
}
