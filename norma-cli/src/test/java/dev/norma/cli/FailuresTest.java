package dev.norma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.runtime.NonFiniteException;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.file.FileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a failure becomes: a message and an exit code. */
class FailuresTest {
    @TempDir
    private Path folder;

    private Ran told(Throwable failure) {
        StringWriter err = new StringWriter();
        int code = new Failures(folder).tell(failure, new PrintWriter(err));
        return new Ran(code, "", err.toString());
    }

    @Test
    void complaints_are_about_the_input() throws IOException {
        Complaint complaint = new Complaint("no", "yes", "no", "say yes");
        for (RuntimeException failure : new RuntimeException[] {
            complaint.asArgument(), new ShapeException(complaint), new FileException("x.csv", complaint)
        }) {
            assertThat(told(failure)).isEqualTo(new Ran(2, "", "norma: " + failure.getMessage() + "\n"));
        }
        assertThat(told(new NonFiniteException("the loss is not finite")).code())
                .isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_the_surroundings_did_is_told_with_its_reason() {
        assertThat(told(new UncheckedIOException(
                        "file \"r.json\" cannot be written",
                        new FileSystemException("r.json", null, "No space left on device"))))
                .isEqualTo(new Ran(1, "", "norma: file \"r.json\" cannot be written: No space left on device\n"));
        assertThat(told(new UncheckedIOException("x cannot be read", new AccessDeniedException("x")))
                        .err())
                .isEqualTo("norma: x cannot be read: access denied\n");
        assertThat(told(new UncheckedIOException("x cannot be read", new IOException()))
                        .err())
                .isEqualTo("norma: x cannot be read: input or output failed\n");
    }

    @Test
    void too_little_memory_names_what_to_lower() {
        Ran ran = told(new OutOfMemoryError("Java heap space"));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("the memory does not suffice", "--batch-size", "NORMA_JAVA_OPTIONS");
    }

    @Test
    void a_bug_says_where_to_report_it_and_leaves_its_trace_in_a_file() throws IOException {
        for (Throwable failure : List.of(
                new NoSuchElementException("none"),
                new IllegalArgumentException("bound must be positive"),
                new Complaint("a graph lists an input twice", "once", "twice", "list it once").asState(),
                new StackOverflowError())) {
            Ran ran = told(failure);
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err())
                    .startsWith("norma: this is a bug of ours")
                    .contains("please report it", "CONTRIBUTING.md")
                    .doesNotContain("Exception", "Error", "\tat ");
            Path trace = Path.of(ran.err().strip().replaceAll("(?s).* with the file ", ""));
            assertThat(trace).hasParent(folder);
            assertThat(Files.readString(trace))
                    .contains(failure.getClass().getName(), "\tat ", "dev.norma.cli.FailuresTest.", "java ");
        }
    }

    @Test
    void a_bug_is_told_where_no_trace_can_be_written() throws IOException {
        Files.delete(folder);
        assertThat(told(new NoSuchElementException("none")).err()).contains("this is a bug of ours", "none");
        Files.createDirectory(folder);
    }

    @Test
    void messages_move_no_cursor() {
        assertThat(told(new Complaint("a\u001b[2Jb", "x", "y\r", "z").asArgument())
                        .err())
                .startsWith("norma: a\\u{1b}[2Jb\n  expected: x\n  given:    y\\u{d}\n");
    }
}
