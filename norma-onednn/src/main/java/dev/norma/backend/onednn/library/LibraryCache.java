package dev.norma.backend.onednn.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of unpacked files that several processes share.
 *
 * <p>A file is written beside its place, compared with its checksum, and moved into place at once, so that nobody sees half of
 * one. A stamp beside it says which length and time of change were checked: as long as they hold, a start reads no more than
 * the stamp; after a change the file is compared again, and replaced if it is another.
 */
final class LibraryCache {
    private static final int BUFFER = 1 << 16;

    /** Marks the parts that this process writes. */
    private static final String OWN = "." + ProcessHandle.current().pid() + "-";

    private final Path folder;

    LibraryCache(Path folder) {
        this.folder = folder;
    }

    /** The unpacked file, made or repaired where needed. */
    Path unpacked(String name, PackedFile packed) throws IOException {
        Path file = folder.resolve(name);
        Path stamp = folder.resolve(name + ".stamp");
        if (stamped(file, stamp, packed)) {
            return file;
        }
        Files.createDirectories(folder);
        try (FileChannel channel = FileChannel.open(
                        folder.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            if (!stamped(file, stamp, packed)) {
                if (lock != null) {
                    removeLeftovers();
                }
                if (!same(file, packed)) {
                    unpack(file, packed);
                }
                write(stamp, describe(file, packed));
            }
        }
        return file;
    }

    private static boolean stamped(Path file, Path stamp, PackedFile packed) throws IOException {
        return Files.isRegularFile(file)
                && Files.isRegularFile(stamp)
                && Files.size(stamp) < 1000
                && Files.readString(stamp).equals(describe(file, packed));
    }

    private static String describe(Path file, PackedFile packed) throws IOException {
        return "crc32 %08x, %d bytes, changed %s, from %d bytes%n"
                .formatted(packed.checksum(), Files.size(file), Files.getLastModifiedTime(file), packed.size());
    }

    private static boolean same(Path file, PackedFile packed) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) != packed.size()) {
            return false;
        }
        CRC32 checksum = new CRC32();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), checksum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return checksum.getValue() == packed.checksum();
    }

    private void unpack(Path file, PackedFile packed) throws IOException {
        Path part = Files.createTempFile(folder, file.getFileName() + OWN, ".part");
        try {
            CRC32 checksum = new CRC32();
            try (InputStream in = packed.open();
                    FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                    OutputStream out = new CheckedOutputStream(Channels.newOutputStream(channel), checksum)) {
                copy(in, out);
                channel.force(true);
            }
            if (Files.size(part) != packed.size() || checksum.getValue() != packed.checksum()) {
                throw new IOException("%s is damaged inside %s".formatted(file.getFileName(), packed.url()));
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
        }
    }

    private void write(Path stamp, String text) throws IOException {
        Path part = Files.createTempFile(folder, stamp.getFileName() + OWN, ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, stamp, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * What a killed process left behind. Other processes write only under the lock, which we hold; threads of this one
     * cannot be locked out by a file, so that its own parts may be in use.
     */
    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*.part")) {
            for (Path part : parts) {
                if (!part.getFileName().toString().contains(OWN)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    /** Nothing where the file system has no locks, or another class loader of this process unpacks too: both then do. */
    private static @Nullable FileLock lock(FileChannel channel) {
        try {
            return channel.lock();
        } catch (IOException | OverlappingFileLockException _) {
            return null;
        }
    }
}
