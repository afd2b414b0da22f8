package dev.norma.cli;

import dev.norma.data.Batch;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Checks the arrays of an {@code .npz} before anything is trained on them. */
final class NpzLabels {
    private NpzLabels() {}

    /** The rows, and a label for each: float32 and as it is. */
    static Batch batch(Path file, Map<String, Tensor> arrays) {
        String name = Shown.of(file.toString());
        if (!arrays.keySet().equals(Set.of("x", "y"))) {
            throw refused(
                    name, "arrays x and y, and no others", "arrays " + arrays.keySet(), "name the arrays x and y");
        }
        Tensor x = Objects.requireNonNull(arrays.get("x"));
        Tensor y = Objects.requireNonNull(arrays.get("y"));
        if (x.rank() < 2 || y.rank() < 1 || x.shape().dim(0) != y.shape().dim(0)) {
            throw refused(
                    name,
                    "x [rows, features...] and y [rows]",
                    "x %s, y %s".formatted(x.shape(), y.shape()),
                    "give y one entry for each row of x");
        }
        if (x.shape().dim(0) < 5) {
            throw refused(name, "5 rows or more", x.shape().dim(0) + " rows", "give more data");
        }
        finite(name, "x", x);
        finite(name, "y", y);
        return Batch.of(x.cast(DType.FLOAT32), y);
    }

    private static void finite(String name, String array, Tensor tensor) {
        for (long i = 0; i < tensor.size(); i++) {
            if (!Double.isFinite(tensor.getFlat(i))) {
                long row = i / Math.max(1, tensor.size() / tensor.shape().dim(0));
                throw refused(
                        name,
                        "finite numbers in %s".formatted(array),
                        "%s in row %d".formatted(tensor.getFlat(i), row),
                        "fill or drop that row");
            }
        }
    }

    static List<String> classes(Path file, Tensor y) {
        int largest = 0;
        for (long i = 0; i < y.size(); i++) {
            double label = y.getFlat(i);
            if (label < 0 || label != Math.rint(label) || label > 1_000_000) {
                throw refused(
                        Shown.of(file.toString()),
                        "labels that are class numbers from 0",
                        "%s in row %d".formatted(label, i),
                        "number the classes from 0, or say --task number");
            }
            largest = Math.max(largest, (int) label);
        }
        return IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
    }

    private static IllegalArgumentException refused(String file, String expected, String given, String fix) {
        return new Complaint(file + " cannot be trained on", expected, given, fix).asArgument();
    }
}
