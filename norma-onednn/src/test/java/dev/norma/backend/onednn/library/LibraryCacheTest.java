package dev.norma.backend.onednn.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LibraryCacheTest {
    private static final String TEXT = "a library ".repeat(100_000);

    @TempDir
    Path folder;

    private Path jar;
    private Path cached;

    @BeforeEach
    void pack() throws IOException {
        jar = folder.resolve("packed.jar");
        cached = folder.resolve("deep/cache");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("lib/x.so"));
            zip.write(TEXT.getBytes(UTF_8));
            zip.closeEntry();
        }
    }

    private PackedFile packed() throws IOException {
        return PackedFile.at(
                java.net.URI.create("jar:" + jar.toUri() + "!/lib/x.so").toURL());
    }

    private Path unpacked() throws IOException {
        return new LibraryCache(cached).unpacked("x.so", packed());
    }

    /** What stays as long as the file is not replaced; nothing on systems without it. */
    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    @Test
    void unpacks_into_a_folder_that_it_makes() throws IOException {
        assertThat(unpacked()).isEqualTo(cached.resolve("x.so")).hasContent(TEXT);
    }

    @Test
    void leaves_an_unpacked_file_alone() throws IOException {
        FileTime made = Files.getLastModifiedTime(unpacked());
        @Nullable Object key = key(cached.resolve("x.so"));
        assertThat(Files.getLastModifiedTime(unpacked())).isEqualTo(made);
        assertThat(key(cached.resolve("x.so"))).isEqualTo(key);
    }

    @Test
    void replaces_a_file_of_the_same_length_whose_bytes_changed() throws IOException {
        Path file = unpacked();
        Files.writeString(file, "A" + TEXT.substring(1));
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertThat(unpacked()).hasContent(TEXT);
    }

    @Test
    void replaces_a_file_that_was_cut_off() throws IOException {
        Files.writeString(unpacked(), "short");
        assertThat(unpacked()).hasContent(TEXT);
    }

    @Test
    void checks_a_file_again_that_was_only_touched_and_keeps_it() throws IOException {
        Path file = unpacked();
        @Nullable Object key = key(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertThat(unpacked()).hasContent(TEXT);
        assertThat(key(file)).isEqualTo(key);
    }

    @Test
    void removes_what_a_killed_process_left() throws IOException {
        Files.createDirectories(cached);
        Files.writeString(cached.resolve("x.so123.part"), "half");
        unpacked();
        try (Stream<Path> files = Files.list(cached)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("x.so", "x.so.stamp", "unpack.lock");
        }
    }

    @Test
    void refuses_a_packed_file_with_a_wrong_checksum_and_leaves_nothing() throws IOException {
        PackedFile packed = packed();
        PackedFile wrong = new PackedFile(packed.url(), packed.size(), packed.checksum() ^ 1);
        assertThatThrownBy(() -> new LibraryCache(cached).unpacked("x.so", wrong))
                .isInstanceOf(IOException.class)
                .hasMessage("x.so is damaged inside " + packed.url());
        assertThat(cached.resolve("x.so")).doesNotExist();
    }

    @org.junit.jupiter.api.RepeatedTest(20)
    void serves_many_at_once() throws Exception {
        List<Callable<Path>> calls = IntStream.range(0, 8)
                .<Callable<Path>>mapToObj(_ -> this::unpacked)
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Path> future : threads.invokeAll(calls)) {
                assertThat(future.get()).hasContent(TEXT);
            }
        }
    }
}
