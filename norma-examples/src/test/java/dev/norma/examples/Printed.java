package dev.norma.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/**
 * What a program gave back, and what it printed.
 *
 * @param text the lines that went to standard output, each ended by a line feed
 */
record Printed<T>(T result, String text) {
    /** A program that gives nothing back. */
    interface Program {
        void run() throws Exception;
    }

    static Printed<Void> by(Program program) throws Exception {
        return by(() -> {
            program.run();
            return null;
        });
    }

    static <T> Printed<T> by(Callable<T> program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            T result = program.call();
            return new Printed<>(result, bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
        } finally {
            System.setOut(before);
        }
    }
}
