package dev.norma.tensor.file;

import dev.norma.tensor.Shown;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes that are read by position: of a file, or in memory. Several readers may share one. */
public abstract sealed class Content implements AutoCloseable {
    private final String place;

    private Content(String place) {
        this.place = place;
    }

    /**
     * A file. Only regular ones are opened, links to them included: pipes, devices and folders are refused at once.
     *
     * @throws FileException if there is no such file, or it is not a regular one
     */
    public static Content of(Path file) {
        String place = "file " + Shown.path(file);
        try {
            if (!Files.isRegularFile(file)) {
                throw Files.exists(file)
                        ? new FileException(
                                place,
                                "this is not a file to read",
                                "a regular file",
                                Files.isDirectory(file) ? "a folder" : "a pipe or a device",
                                "give the path of a file")
                        : absent(place, file);
            }
            return new OfFile(place, FileChannel.open(file, StandardOpenOption.READ));
        } catch (NoSuchFileException _) {
            throw absent(place, file);
        } catch (IOException failure) {
            throw new UncheckedIOException(place + " cannot be opened", failure);
        }
    }

    /** Bytes in memory, which the caller must not change. */
    public static Content of(String name, byte[] bytes) {
        return new OfBytes(Shown.text(name), bytes);
    }

    /** How it is called in messages: the file's path. */
    public String place() {
        return place;
    }

    /** How many bytes there are. */
    public abstract long size();

    /** Reads as many bytes as there is room for, from a position; they exist. */
    public abstract void read(long position, ByteBuffer into);

    /** So many bytes from a position, little-endian, ready to be read. */
    public ByteBuffer bytes(long position, int count) {
        if (position < 0 || count < 0 || position > size() - count) {
            throw new FileException(
                    place,
                    "the content ends too early",
                    "%d bytes from byte %d".formatted(count, position),
                    "%d bytes in all".formatted(size()),
                    "the file is damaged or cut off: get it again");
        }
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        read(position, bytes);
        return bytes.flip();
    }

    @Override
    public abstract void close();

    private static FileException absent(String place, Path file) {
        return new FileException(
                place,
                "there is no such file",
                "a file that exists",
                file.toAbsolutePath().toString().equals(file.toString())
                        ? "none"
                        : "none at " + Shown.path(file.toAbsolutePath()),
                "check the path");
    }

    private static final class OfFile extends Content {
        private final FileChannel channel;
        private final long size;

        OfFile(String place, FileChannel channel) throws IOException {
            super(place);
            this.channel = channel;
            this.size = channel.size();
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void read(long position, ByteBuffer into) {
            try {
                long at = position;
                while (into.hasRemaining()) {
                    int count = channel.read(into, at);
                    if (count < 0) {
                        throw new EOFException(place() + " became shorter while it was read");
                    }
                    at += count;
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(place() + " cannot be read", failure);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(place() + " cannot be closed", failure);
            }
        }
    }

    private static final class OfBytes extends Content {
        private final byte[] bytes;

        OfBytes(String place, byte[] bytes) {
            super(place);
            this.bytes = bytes;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(long position, ByteBuffer into) {
            into.put(bytes, (int) position, into.remaining());
        }

        @Override
        public void close() {}
    }
}
