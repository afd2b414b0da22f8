package dev.norma.tensor.npy;

import dev.norma.tensor.Tensor;
import dev.norma.tensor.file.AtomicFile;
import dev.norma.tensor.file.Content;
import dev.norma.tensor.file.FileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * One tensor in NumPy's format {@code .npy}.
 *
 * <p>Reads versions 1.0 to 3.0, either byte order, rows and Fortran's order. Unsigned integers of 16, 32 and 64 bits
 * become int32, int64 and int64. Objects that Python pickled are refused and never loaded, as are complex numbers, dates
 * and structures. Nothing is allocated for elements that the file does not hold. Headers may have 64 KiB.
 */
public final class Npy {
    private Npy() {}

    /**
     * Reads a file.
     *
     * @throws FileException if it is not one of this format, whole and nothing else
     */
    public static Tensor read(Path file) {
        try (Content content = Content.of(file)) {
            return read(new ContentStream(content), content.size(), content.place());
        }
    }

    /**
     * Reads bytes in memory.
     *
     * @param name what they are called in errors
     * @throws FileException if they are not of this format, whole and nothing else
     */
    public static Tensor read(String name, byte[] bytes) {
        try (Content content = Content.of(name, bytes)) {
            return read(new ByteArrayInputStream(bytes), bytes.length, content.place());
        }
    }

    /**
     * Writes a file, or replaces it; the old one stays whole until the new one is. NumPy has no bfloat16, which is written
     * as float32.
     *
     * @throws FileException if the target cannot be a file
     */
    public static void write(Path file, Tensor tensor) {
        NpyWriter writer = new NpyWriter(tensor);
        AtomicFile.write(file, writer::write);
    }

    static Tensor read(InputStream in, long total, String place) {
        try {
            return NpyReader.read(in, total, place);
        } catch (IOException failure) {
            throw new UncheckedIOException(place + " cannot be read", failure);
        }
    }

    /** A content from its start to its end. */
    private static final class ContentStream extends InputStream {
        private final Content content;
        private long at;

        ContentStream(Content content) {
            this.content = content;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = (int) Math.min(length, content.size() - at);
            if (count == 0) {
                return length == 0 ? 0 : -1;
            }
            content.read(at, ByteBuffer.wrap(into, offset, count));
            at += count;
            return count;
        }
    }
}
