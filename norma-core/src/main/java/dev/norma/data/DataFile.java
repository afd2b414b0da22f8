package dev.norma.data;

import dev.norma.tensor.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens files, and nothing but files. */
final class DataFile {
    private DataFile() {}

    /**
     * Looks whether a file can be read.
     *
     * @throws DataException if there is no such file, or it is a folder, a pipe or a device
     */
    static void check(Path path) {
        Place place = Place.file(path.toString());
        if (!Files.exists(path)) {
            throw new DataException(
                    place,
                    "there is no such file",
                    "the path of a file that exists",
                    "nothing at %s".formatted(Shown.plain(path.toAbsolutePath().toString(), 300)),
                    "check the name and the folder");
        }
        if (!Files.isRegularFile(path)) {
            throw new DataException(
                    place,
                    "this is not a file",
                    "a regular file",
                    Files.isDirectory(path) ? "a folder" : "a pipe, a device or the like",
                    Files.isDirectory(path) ? "name a file in the folder" : "write the data to a file first");
        }
        if (!Files.isReadable(path)) {
            throw new DataException(
                    place,
                    "this file may not be read",
                    "a readable file",
                    "no permission to read",
                    "change its rights");
        }
    }

    /** The content of a file, checked. */
    static InputStream open(Path path) {
        check(path);
        Place place = Place.file(path.toString());
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException gone) {
            throw new UncheckedIOException("%s vanished while it was opened".formatted(place), gone);
        } catch (IOException failure) {
            throw new UncheckedIOException("%s cannot be opened".formatted(place), failure);
        }
    }
}
