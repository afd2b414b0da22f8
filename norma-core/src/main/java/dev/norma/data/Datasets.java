package dev.norma.data;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Nearest;
import dev.norma.tensor.Shown;
import dev.norma.tensor.file.FileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Data sets that come with the library, all from the UCI Machine Learning Repository (CC BY 4.0); {@code
 * ATTRIBUTION.md} beside the files names their authors. Each is split in the same way: row i, counted from 0, is a test
 * row where i % 5 is 4.
 */
public final class Datasets {
    private Datasets() {}

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return List.of("digits", "iris", "wine", "breast_cancer");
    }

    /**
     * The data set of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names and the nearest
     */
    public static Split named(String name) {
        return switch (name) {
            case "digits" -> digits();
            case "iris" -> iris();
            case "wine" -> wine();
            case "breast_cancer" -> breastCancer();
            default ->
                throw new Complaint(
                                "there is no data set %s".formatted(Shown.text(name)),
                                "one of %s".formatted(String.join(", ", names())),
                                Shown.text(name),
                                Nearest.hint(name, names(), "use one of the names above"))
                        .asArgument();
        };
    }

    /**
     * 1797 images of handwritten digits, 1438 to train on and 359 to test on.
     *
     * <pre>
     *   x   float32 [8, 8, 1], from 0 to 1     y   int32, from 0 to 9
     * </pre>
     *
     * @see <a href="https://doi.org/10.24432/C50P49">Alpaydin and Kaynak (1998), Optical Recognition of Handwritten
     *     Digits</a>
     */
    public static Split digits() {
        List<String> digits = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        return Split.of("digits", Digits.read(), List.of(), digits);
    }

    /**
     * 150 flowers, 120 to train on and 30 to test on: 4 measures in centimetres, one of 3 species.
     *
     * @see <a href="https://doi.org/10.24432/C56C76">Fisher (1936), Iris</a>
     */
    public static Split iris() {
        return BuiltInTable.split("iris");
    }

    /**
     * 178 wines, 143 to train on and 35 to test on: 13 measures of very different sizes, one of 3 growers.
     *
     * @see <a href="https://doi.org/10.24432/C5PC7J">Aeberhard and Forina (1991), Wine</a>
     */
    public static Split wine() {
        return BuiltInTable.split("wine");
    }

    /**
     * 569 tumours, 456 to train on and 113 to test on: 30 measures of very different sizes, benign (0) or malignant (1).
     *
     * @see <a href="https://doi.org/10.24432/C5DW2B">Wolberg, Mangasarian, Street and Street (1993), Breast Cancer
     *     Wisconsin (Diagnostic)</a>
     */
    public static Split breastCancer() {
        return BuiltInTable.split("breast_cancer");
    }

    /**
     * The arrays {@code x} and {@code y}, and {@code sample_weight} if it is there, of an {@code .npz} file that NumPy
     * wrote, split as the others are. Labels of a type of whole numbers are class numbers from 0; others are numbers to
     * predict.
     *
     * <pre>
     *   x   float32 [rows, ...]     y   int32 [rows] or float32 [rows, ...]     sample weight   float32 [rows]
     * </pre>
     *
     * @throws FileException if the file is not such a one, or a number in it is NaN, infinite or out of range
     */
    public static Split npz(Path file) {
        return npz(file, Target.AUTO);
    }

    /** The same with labels that are classes, or numbers to predict, whatever their type. */
    public static Split npz(Path file, Target target) {
        NpzData.Content content = NpzData.read(file, target);
        String name = String.valueOf(file.getFileName());
        return Split.of(name, content.batch(), List.of(), content.classes());
    }

    /**
     * The whole of {@code iris}, {@code wine} or {@code breast_cancer} as a table, for {@link TablePreparation}; the
     * column to predict is {@code label}.
     */
    public static Table table(String name) {
        if (name.equals("digits") || !names().contains(name)) {
            throw new Complaint(
                            "there is no table %s".formatted(Shown.text(name)),
                            "one of iris, wine, breast_cancer",
                            Shown.text(name),
                            Nearest.hint(name, names().subList(1, 4), "use one of the names above"))
                    .asArgument();
        }
        return BuiltInTable.read(name);
    }
}
