package dev.norma.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * Standard output that says so when it is lost. Java's own goes on in silence: a full disk would look like success, and a network
 * would be trained for a reader that has gone.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream out;

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    /** Puts one in the place of the process' own; what cannot be written is an {@link UncheckedIOException} from here on. */
    static void failAloud() {
        OutputStream real = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(real, true, System.out.charset()));
    }

    @Override
    public void write(int letter) {
        write(new byte[] {(byte) letter}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int count) {
        try {
            out.write(bytes, start, count);
        } catch (IOException failure) {
            throw new UncheckedIOException("standard output cannot be written", failure);
        }
    }
}
