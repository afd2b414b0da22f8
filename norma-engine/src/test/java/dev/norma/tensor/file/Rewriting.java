package dev.norma.tensor.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes one file over and over, each time full of another number, until it is killed. Says when it is ready and waits for a line. */
public final class Rewriting {
    /** How often the number stands in the file. */
    static final int LINES = 100_000;

    private Rewriting() {}

    /** Takes the path of the file. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        AtomicFile.check(file);
        System.out.println("ready");
        int _ = System.in.read();
        for (int number = 1; true; number++) {
            byte[] line = (number + "\n").getBytes(StandardCharsets.US_ASCII);
            AtomicFile.write(file, out -> {
                for (int i = 0; i < LINES; i++) {
                    out.write(line);
                }
            });
        }
    }
}
