package dev.norma.tensor;

import static java.util.Objects.requireNonNull;

import dev.norma.tensor.npy.Npz;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** Recordings of NumPy and Keras, made by record.py beside the test sources. */
public final class Recorded {
    private Recorded() {}

    /** The bytes of a recording. */
    public static byte[] bytes(String name) {
        try (InputStream in = Recorded.class.getResourceAsStream("/recorded/" + name)) {
            if (in == null) {
                throw new AssertionError("no recording " + name);
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One tensor of a recording. */
    public static Tensor tensor(String recording, String name) {
        return requireNonNull(tensors(recording).get(name), name);
    }

    /** The tensors of a recording. */
    public static SequencedMap<String, Tensor> tensors(String name) {
        return Npz.read(name, bytes(name));
    }

    /** The texts of a recording, each under a line that names it. */
    public static Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        Pattern heading = Pattern.compile("^### ", Pattern.MULTILINE);
        for (String part : heading.splitAsStream(new String(bytes(name), StandardCharsets.UTF_8))
                .toList()) {
            int end = part.indexOf('\n');
            if (end > 0) {
                texts.put(part.substring(0, end), part.substring(end + 1, part.length() - 1));
            }
        }
        return texts;
    }
}
