package dev.norma.tensor.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void replaces_a_file_whole() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "a longer text");
        AtomicFile.write(file, out -> out.write(text("new")));
        assertThat(file).hasContent("new");
        assertThat(folder.toFile().list()).containsExactly("x");
    }

    @Test
    void keeps_the_old_file_if_writing_fails() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(text("half of the new"));
                    throw new IOException("disk full");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageEndingWith("x\" cannot be written")
                .hasRootCauseMessage("disk full");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("x");
    }

    @Test
    void does_not_show_the_file_before_it_is_whole() {
        Path file = folder.resolve("x");
        AtomicFile.write(file, out -> {
            out.write(text("new"));
            out.flush();
            assertThat(file).doesNotExist();
        });
        assertThat(file).exists();
    }

    @Test
    void writes_through_a_link() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        AtomicFile.write(link, out -> out.write(text("new")));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void sweeps_up_after_killed_processes_only() throws IOException {
        Path dead = Files.createFile(folder.resolve(".x.norma-999999999-1"));
        Path alive = Files.createFile(
                folder.resolve(".x.norma-%d-1".formatted(ProcessHandle.current().pid())));
        Path foreign = Files.createFile(folder.resolve(".x.norma-notes"));
        AtomicFile.write(folder.resolve("y"), out -> out.write(text("new")));
        assertThat(dead).doesNotExist();
        assertThat(alive).exists();
        assertThat(foreign).exists();
    }

    @Test
    void sweeps_up_what_an_earlier_process_of_our_own_number_left() throws IOException {
        Path left = Files.createFile(
                folder.resolve(".x.norma-%d-7".formatted(ProcessHandle.current().pid())));
        Files.setLastModifiedTime(left, FileTime.from(Instant.EPOCH));
        AtomicFile.check(folder.resolve("y"));
        assertThat(left).doesNotExist();
    }

    @Test
    void sweeps_where_the_link_leads() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createFile(real.resolve("x")));
        Path dead = Files.createFile(real.resolve(".x.norma-999999999-1"));
        AtomicFile.check(link);
        assertThat(dead).doesNotExist();
    }

    @Test
    void leaves_folders_alone_whatever_their_names() throws IOException {
        Path named = Files.createDirectories(folder.resolve(".x.norma-999999999-1"));
        AtomicFile.write(folder.resolve("y"), out -> out.write(text("new")));
        assertThat(named).isDirectory();
    }

    @Test
    void refuses_a_folder_and_a_missing_folder_before_it_writes() {
        assertThatThrownBy(() -> AtomicFile.write(folder, out -> {
                    throw new AssertionError("written");
                }))
                .isInstanceOf(FileException.class)
                .hasMessageContaining("this cannot be written to")
                .hasMessageContaining("given:    a folder");
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("absent/x"), out -> {
                    throw new AssertionError("written");
                }))
                .isInstanceOf(FileException.class)
                .hasMessageContaining("there is no folder to write to");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
