package dev.norma.tensor.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes files so that at any moment the old one or the new one is there, whole: beside the target first, then moved in
 * place. What a killed process leaves beside it goes with the next write in the same folder, or with {@link #sweep}.
 */
public final class AtomicFile {
    private static final Pattern UNFINISHED = Pattern.compile("\\..*\\.norma-(\\d{1,18})-\\d{1,18}");
    private static final AtomicLong COUNT = new AtomicLong();

    private AtomicFile() {}

    /** Writes the bytes of a file. */
    public interface Writer {
        /** Writes all bytes, one after the other; the stream is buffered and closed by the caller. */
        void write(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, or replaces it; a link is followed.
     *
     * @throws FileException if the target cannot be a file
     * @throws UncheckedIOException if it cannot be written; the old file, if any, is as it was
     */
    public static void write(Path target, Writer writer) {
        check(target);
        String place = "file " + Shown.text(target.toString());
        try {
            Path home = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
            Path folder = home.resolveSibling("").toAbsolutePath();
            sweep(folder);
            long process = ProcessHandle.current().pid();
            Path part = folder.resolve(".%s.norma-%d-%d".formatted(name(home), process, COUNT.incrementAndGet()));
            try {
                writeTo(part, writer);
                Files.move(part, home, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(place + " cannot be written", failure);
        }
    }

    /**
     * Refuses what cannot be written to, before work starts.
     *
     * @throws FileException if the target is a folder or a device, or its folder does not exist
     */
    public static void check(Path target) {
        String place = "file " + Shown.text(target.toString());
        Path folder = target.toAbsolutePath().getParent();
        if ((Files.exists(target) && !Files.isRegularFile(target)) || target.getFileName() == null) {
            throw new FileException(
                    place,
                    "this cannot be written to",
                    "a file, or a path where there is nothing yet",
                    Files.isDirectory(target) ? "a folder" : "a pipe or a device",
                    "give the path of a file");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new FileException(
                    place,
                    "there is no folder to write to",
                    "a folder that exists",
                    Shown.text(String.valueOf(folder)),
                    "make the folder first, or check the path");
        }
    }

    /** Removes what killed processes left unfinished in a folder. */
    public static void sweep(Path folder) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, ".*.norma-*")) {
            for (Path file : found) {
                Matcher name = UNFINISHED.matcher(name(file));
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("folder " + Shown.text(folder.toString()) + " cannot be read", failure);
        }
    }

    private static void writeTo(Path part, Writer writer) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            writer.write(out);
            out.flush();
            channel.force(true);
        }
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
