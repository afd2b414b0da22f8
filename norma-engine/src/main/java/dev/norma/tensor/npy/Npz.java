package dev.norma.tensor.npy;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shown;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.file.Archive;
import dev.norma.tensor.file.AtomicFile;
import dev.norma.tensor.file.Content;
import dev.norma.tensor.file.FileException;
import dev.norma.tensor.file.Member;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Several tensors by name in NumPy's format {@code .npz}: a zip archive of {@link Npy} files.
 *
 * <p>Reads stored and deflated members; {@link Archive} says what is refused. All members are read, so that all checksums
 * are checked.
 */
public final class Npz {
    /** How many bytes the members may have together unless the caller says otherwise: 4 GiB. */
    public static final long LIMIT = 4L << 30;

    private static final String ENDING = ".npy";
    private static final LocalDateTime NEVER = LocalDateTime.of(1980, 1, 2, 0, 0);

    private Npz() {}

    /**
     * Reads a file of at most {@link #LIMIT} bytes when inflated.
     *
     * @return the tensors by name, in the file's order
     * @throws FileException if it is not one of this format, or a member is refused
     */
    public static SequencedMap<String, Tensor> read(Path file) {
        return read(file, LIMIT);
    }

    /**
     * Reads a file.
     *
     * @param limit how many bytes the members may have together, inflated
     */
    public static SequencedMap<String, Tensor> read(Path file, long limit) {
        return read(Content.of(file), limit);
    }

    /**
     * Reads bytes in memory.
     *
     * @param name what they are called in errors
     */
    public static SequencedMap<String, Tensor> read(String name, byte[] bytes) {
        return read(Content.of(name, bytes), LIMIT);
    }

    private static SequencedMap<String, Tensor> read(Content content, long limit) {
        try (Archive archive = Archive.open(content)) {
            check(archive, limit);
            SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
            for (Member member : archive.members()) {
                String name = member.name().substring(0, member.name().length() - ENDING.length());
                tensors.put(name, read(archive, member));
            }
            return Collections.unmodifiableSequencedMap(tensors);
        }
    }

    /** Refuses, before anything is read, what is no array and what is too much. */
    private static void check(Archive archive, long limit) {
        long total = 0;
        for (Member member : archive.members()) {
            if (!member.name().endsWith(ENDING)) {
                throw new FileException(
                        archive.place(member),
                        "this is no array",
                        "members that end in .npy",
                        "another one",
                        "save the arrays with numpy.savez");
            }
            total = Math.addExact(total, member.size());
        }
        if (total > limit) {
            throw new FileException(
                    archive.place(),
                    "the arrays are too large",
                    "at most %d bytes together".formatted(limit),
                    "%d bytes".formatted(total),
                    "raise the limit, or save fewer arrays in one file");
        }
    }

    private static Tensor read(Archive archive, Member member) {
        try (InputStream in = archive.read(member)) {
            return Npy.read(in, member.size(), archive.place(member));
        } catch (IOException failure) {
            throw new UncheckedIOException(archive.place(member) + " cannot be read", failure);
        }
    }

    /**
     * Writes a file, or replaces it; the old one stays whole until the new one is. Members are stored, not compressed, and
     * bear no date, so that equal tensors make equal files.
     *
     * @param tensors by name; no two names may differ by case only
     */
    public static void write(Path file, Map<String, Tensor> tensors) {
        tensors.keySet().forEach(Npz::checkName);
        if (tensors.keySet().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .distinct()
                        .count()
                < tensors.size()) {
            throw new Complaint(
                            "two tensors have one name",
                            "names that differ in more than case",
                            tensors.keySet().toString(),
                            "rename one")
                    .asArgument();
        }
        Map<String, NpyWriter> writers = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> writers.put(name, new NpyWriter(tensor)));
        AtomicFile.write(file, out -> write(out, writers));
    }

    private static void write(OutputStream out, Map<String, NpyWriter> writers) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, NpyWriter> entry : writers.entrySet()) {
            CheckedOutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
            entry.getValue().write(sum);
            ZipEntry member = new ZipEntry(entry.getKey() + ENDING);
            member.setMethod(ZipEntry.STORED);
            member.setSize(entry.getValue().size());
            member.setCrc(sum.getChecksum().getValue());
            member.setTimeLocal(NEVER);
            zip.putNextEntry(member);
            entry.getValue().write(zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    private static void checkName(String name) {
        boolean leaves = name.isEmpty()
                || name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf(0) >= 0
                || name.matches("[A-Za-z]:.*")
                || ("/" + name + "/").contains("/../")
                || ("/" + name + "/").contains("/./");
        if (leaves) {
            throw new Complaint(
                            "this name cannot stand in an archive",
                            "plain names, with slashes between them",
                            Shown.text(name),
                            "rename the tensor")
                    .asArgument();
        }
    }
}
