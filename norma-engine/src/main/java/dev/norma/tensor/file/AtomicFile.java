package dev.norma.tensor.file;

import dev.norma.tensor.Shown;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes files so that at any moment the old one or the new one is there, whole: beside the target first, then moved in
 * place. What a killed process leaves beside it goes with the next {@link #check}, write or {@link #sweep} in the same folder.
 */
public final class AtomicFile {
    private static final Pattern UNFINISHED = Pattern.compile("\\..*\\.norma-(\\d{1,18})-\\d{1,18}");
    private static final AtomicLong COUNT = new AtomicLong();
    /** How far the clocks of files and processes may differ. */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

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
        try {
            Path home = home(target);
            long process = ProcessHandle.current().pid();
            Path part = home.resolveSibling(".%s.norma-%d-%d".formatted(name(home), process, COUNT.incrementAndGet()));
            try {
                writeTo(part, writer);
                Files.move(part, home, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException failure) {
            throw unwritable(target, failure);
        }
    }

    /**
     * Refuses what cannot be written to, before work starts, and removes what killed processes left in its folder.
     *
     * @throws FileException if the target is a folder or a device, or its folder does not exist
     * @throws UncheckedIOException if nothing can be written in its folder
     */
    public static void check(Path target) {
        if ((Files.exists(target) && !Files.isRegularFile(target)) || target.getFileName() == null) {
            throw new FileException(
                    place(target),
                    "this cannot be written to",
                    "a file, or a path where there is nothing yet",
                    Files.isDirectory(target) ? "a folder" : "a pipe or a device",
                    "give the path of a file");
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new FileException(
                    place(target),
                    "there is no folder to write to",
                    "a folder that exists",
                    folder == null ? "none" : Shown.path(folder),
                    "make the folder first, or check the path");
        }
        try {
            Path home = home(target).resolveSibling("");
            if (!Files.isWritable(home)) {
                throw new AccessDeniedException(home.toString());
            }
            sweep(home);
        } catch (IOException failure) {
            throw unwritable(target, failure);
        }
    }

    /** Removes what killed processes left unfinished in a folder; what may not be removed stays. */
    public static void sweep(Path folder) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, ".*.norma-*")) {
            found.forEach(AtomicFile::removeIfLeft);
        } catch (IOException | DirectoryIteratorException _) {
            // nobody waits for it: a later sweep may be allowed to
        }
    }

    private static void removeIfLeft(Path file) {
        Matcher name = UNFINISHED.matcher(name(file));
        try {
            if (name.matches()
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && isOver(Long.parseLong(name.group(1)), file)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            // somebody else's, or gone by now
        }
    }

    /** Whether the process that wrote the file has ended; a later process may have its number, in containers often our own. */
    private static boolean isOver(long process, Path file) throws IOException {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        return ProcessHandle.of(process)
                .map(handle -> handle.info()
                        .startInstant()
                        .map(started -> started.isAfter(written.plus(CLOCKS)))
                        .orElse(false))
                .orElse(true);
    }

    /** The file that a path leads to, links followed, with its folder. */
    private static Path home(Path target) throws IOException {
        return Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    }

    private static void writeTo(Path part, Writer writer) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            writer.write(out);
            out.flush();
            channel.force(true);
        }
    }

    private static UncheckedIOException unwritable(Path target, IOException failure) {
        return new UncheckedIOException(place(target) + " cannot be written", failure);
    }

    private static String place(Path target) {
        return "file " + Shown.path(target);
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
