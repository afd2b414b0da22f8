package dev.norma.data;

import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Reads the images of digits: 64 pixels of 0..16 and a label in each line. */
final class Digits {
    private static final int PIXELS = 64;

    private Digits() {}

    static Batch read() {
        List<String> lines = lines();
        float[] pixels = new float[lines.size() * PIXELS];
        int[] labels = new int[lines.size()];
        for (int row = 0; row < labels.length; row++) {
            String[] cells = lines.get(row).split(",", -1);
            for (int i = 0; i < PIXELS; i++) {
                pixels[row * PIXELS + i] = Integer.parseInt(cells[i]) / 16f;
            }
            labels[row] = Integer.parseInt(cells[PIXELS]);
        }
        TensorType images = TensorType.of(DType.FLOAT32, labels.length, 8, 8, 1);
        TensorType classes = TensorType.of(DType.INT32, labels.length);
        return Batch.of(
                Tensor.adopt(images, MemorySegment.ofArray(pixels)),
                Tensor.adopt(classes, MemorySegment.ofArray(labels)));
    }

    private static List<String> lines() {
        try (InputStream packed = Objects.requireNonNull(Digits.class.getResourceAsStream("digits.csv.gz"));
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.US_ASCII))) {
            return reader.readAllLines();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("digits.csv.gz inside norma-core cannot be read", unreadable);
        }
    }
}
