package dev.norma.cli;

import dev.norma.tensor.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns failures into one message and an exit code: 2 where the user's input is at fault, 1 where the surroundings are or we are. A
 * bug of ours leaves its trace in a file that the message names.
 */
final class Failures implements IExecutionExceptionHandler {
    private static final int INPUT = 2;
    private static final int SURROUNDINGS = 1;

    private final Path traces;

    Failures() {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Writes traces into a folder. */
    Failures(Path traces) {
        this.traces = traces;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return tell(failure, command.getErr());
    }

    /** Prints the message; gives the exit code. */
    int tell(Throwable failure, PrintWriter err) {
        err.println("norma: " + escaped(message(failure)));
        err.flush();
        return failure instanceof Refusal ? INPUT : SURROUNDINGS;
    }

    private String message(Throwable failure) {
        return switch (failure) {
            case UncheckedIOException io ->
                "%s: %s".formatted(io.getMessage(), reason(Objects.requireNonNull(io.getCause())));
            case OutOfMemoryError _ ->
                "the memory does not suffice; lower --batch-size or --hidden, use less data, or give Java more, for example"
                        + " with NORMA_JAVA_OPTIONS=-Xmx16g";
            default -> failure instanceof Refusal ? String.valueOf(failure.getMessage()) : bug(failure);
        };
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "access denied";
            case NoSuchFileException _ -> "no such file or folder";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default -> Objects.requireNonNullElse(failure.getMessage(), "input or output failed");
        };
    }

    private String bug(Throwable failure) {
        String told =
                "this is a bug of ours, not a fault of your input; please report it where you got Norma (CONTRIBUTING.md,"
                        + " \"Reporting a bug\")";
        try {
            Path trace = Files.createTempFile(traces, "norma-bug-", ".txt");
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(trace))) {
                out.printf(
                        "norma %s, java %s, %s %s%n",
                        Version.norma(),
                        Runtime.version(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
                failure.printStackTrace(out);
            }
            return told + " with the file " + trace;
        } catch (IOException _) {
            return "%s: %s".formatted(told, failure);
        }
    }

    /** The text with control characters escaped, but for the ends of lines. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(letter -> {
            if (Character.isISOControl(letter) && letter != '\n') {
                escaped.append("\\u{%x}".formatted(letter));
            } else {
                escaped.appendCodePoint(letter);
            }
        });
        return escaped.toString();
    }
}
