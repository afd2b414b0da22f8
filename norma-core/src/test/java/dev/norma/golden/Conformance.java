package dev.norma.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * Remembers the largest difference from the reference that tests met, for the table in docs/conformance.md. Written when the
 * JVM ends, to the file that the property {@code norma.conformance} names; without it nothing is.
 */
public final class Conformance {
    private static final Map<String, Double> LARGEST = new ConcurrentSkipListMap<>();

    static {
        String file = System.getProperty("norma.conformance");
        if (file != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> write(Path.of(file))));
        }
    }

    private Conformance() {}

    /**
     * A result was this far from its reference.
     *
     * @param id of a row of the specification, or a group of recorded cases
     * @param where back end and type
     * @param relative the difference as a share of the reference's largest magnitude
     */
    public static void note(String id, String where, double relative) {
        LARGEST.merge(id + "\t" + where, relative, Math::max);
    }

    private static void write(Path file) {
        String lines = LARGEST.entrySet().stream()
                .map(entry -> entry.getKey() + "\t" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
