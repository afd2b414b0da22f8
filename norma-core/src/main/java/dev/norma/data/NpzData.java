package dev.norma.data;

import dev.norma.tensor.DType;
import dev.norma.tensor.Nearest;
import dev.norma.tensor.Shown;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.npy.Npz;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Features, labels and weights out of an {@code .npz} file, checked to the last number before anybody trains on them. */
final class NpzData {
    private static final List<String> KEYS = List.of("x", "y", "sample_weight");
    private static final int MOST_CLASSES = 10_000;

    private final String file;
    private final Map<String, Tensor> arrays;

    private NpzData(String file, Map<String, Tensor> arrays) {
        this.file = file;
        this.arrays = arrays;
    }

    /** The rows; the classes are none where the labels are numbers to predict. */
    record Content(Batch batch, List<String> classes) {}

    static Content read(Path path, Target target) {
        NpzData data = new NpzData(path.toString(), Npz.read(path));
        data.checkKeys();
        return data.content(target);
    }

    private void checkKeys() {
        for (String key : arrays.keySet()) {
            if (!KEYS.contains(key)) {
                throw error(
                        "there is an array of an unknown name",
                        "x and y, and sample_weight if wanted",
                        Shown.text(key),
                        Nearest.hint(key, KEYS, "rename the array, or leave it out"));
            }
        }
        for (String key : KEYS.subList(0, 2)) {
            if (!arrays.containsKey(key)) {
                throw error(
                        "there is no array \"%s\"".formatted(key),
                        "the arrays x and y",
                        arrays.isEmpty() ? "none" : Shown.list(List.copyOf(arrays.keySet())),
                        "save the file with numpy.savez(file, x=..., y=...)");
            }
        }
    }

    private Content content(Target target) {
        long rows = checkRows();
        Tensor x = floats("x");
        Tensor given = array("y");
        boolean asClasses = target == Target.CLASSES
                || (target == Target.AUTO && !given.dtype().isFloat());
        Tensor y = asClasses ? classNumbers(given, rows) : floats("y");
        Batch batch = arrays.containsKey("sample_weight") ? Batch.of(x, y, weights(y)) : Batch.of(x, y);
        return new Content(batch, asClasses ? classNames(y) : List.of());
    }

    private Tensor array(String key) {
        return Objects.requireNonNull(arrays.get(key));
    }

    private long checkRows() {
        List<String> shapes = new ArrayList<>();
        for (Map.Entry<String, Tensor> array : arrays.entrySet()) {
            shapes.add("%s %s".formatted(array.getKey(), array.getValue().type()));
        }
        long rows = array("x").rank() == 0 ? 0 : array("x").shape().dim(0);
        for (Map.Entry<String, Tensor> named : arrays.entrySet()) {
            Tensor array = named.getValue();
            if (array.dtype() == DType.STRING) {
                throw error(
                        "array \"%s\" holds text".formatted(named.getKey()),
                        "numbers",
                        String.join(", ", shapes),
                        "number the texts: numpy.unique(%s, return_inverse=True)[1]".formatted(named.getKey()));
            }
            if (array.rank() == 0 || array.shape().dim(0) != rows) {
                throw error(
                        "the arrays do not have the same rows",
                        "the rows of the table on the first axis of each array",
                        String.join(", ", shapes),
                        "give each array one row per sample");
            }
        }
        if (rows == 0) {
            throw error("there are no rows", "1 or more rows", String.join(", ", shapes), "save the data again");
        }
        return rows;
    }

    /** An array as float32, all finite. */
    private Tensor floats(String key) {
        Tensor array = array(key);
        long row = array.size() / array.shape().dim(0);
        Tensor cast = array.cast(DType.FLOAT32);
        for (long i = 0; i < cast.size(); i++) {
            double value = cast.getFlat(i);
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw error(
                        "array \"%s\" has a number that cannot be used".formatted(key),
                        "finite numbers that float32 holds",
                        "%s in row %d, counted from 0".formatted(Double.toString(array.getFlat(i)), i / row),
                        "remove the row, or fill the number");
            }
        }
        return cast;
    }

    private Tensor weights(Tensor y) {
        Tensor weights = floats("sample_weight");
        int rank = weights.rank();
        if (rank > y.rank() || !weights.shape().equals(y.shape().slice(0, rank))) {
            throw error(
                    "array \"sample_weight\" does not fit the labels",
                    "one weight for each row, %s, or for each label"
                            .formatted(y.shape().slice(0, 1)),
                    "sample_weight %s, y %s".formatted(weights.shape(), y.shape()),
                    "save a weight for each row, for example sample_weight.reshape(-1)");
        }
        long row = weights.size() / weights.shape().dim(0);
        for (long i = 0; i < weights.size(); i++) {
            if (weights.getFlat(i) < 0) {
                throw error(
                        "a sample weight is negative",
                        "weights from 0",
                        "%s in row %d, counted from 0".formatted(Double.toString(weights.getFlat(i)), i / row),
                        "give 0 to a row that shall not count");
            }
        }
        return weights;
    }

    private Tensor classNumbers(Tensor array, long rows) {
        if (array.size() != rows) {
            throw error(
                    "array \"y\" has more than one class number per row",
                    "the shape [%d]".formatted(rows),
                    array.type().toString(),
                    "save class numbers, for example y.argmax(axis=1); or predict numbers (--task number,"
                            + " Target.NUMBERS)");
        }
        for (long i = 0; i < rows; i++) {
            double label = array.getFlat(i);
            if (!(label >= 0 && label < MOST_CLASSES && label == Math.rint(label))) {
                throw error(
                        "a label is out of range",
                        "whole numbers from 0 to %,d".formatted(MOST_CLASSES - 1),
                        "%s in row %d, counted from 0"
                                .formatted(
                                        label == Math.rint(label)
                                                ? Long.toString((long) label)
                                                : Double.toString(label),
                                        i),
                        "number the classes from 0; or predict numbers (--task number, Target.NUMBERS)");
            }
        }
        return array.cast(DType.INT32).reshape(rows);
    }

    private static List<String> classNames(Tensor y) {
        int most = IntStream.of(y.toInts()).max().orElse(0);
        return IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
    }

    private DataException error(String what, String expected, String given, String fix) {
        return new DataException(Place.file(file), what, expected, given, fix);
    }
}
