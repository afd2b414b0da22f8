package dev.norma.cli;

import dev.norma.data.DataException;
import dev.norma.data.Datasets;
import dev.norma.data.Place;
import dev.norma.data.PreparationOptions;
import dev.norma.data.PreparedTable;
import dev.norma.data.Split;
import dev.norma.data.Table;
import dev.norma.data.TablePreparation;
import dev.norma.data.TableReader;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Nearest;
import dev.norma.tensor.Shown;
import dev.norma.tensor.TensorType;
import dev.norma.tensor.file.Content;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the data that the user names: a data set that Norma ships, a CSV file or an {@code .npz}. What a file is, its content says,
 * not its name.
 *
 * @param label the column of a CSV file to predict
 * @param task what the label is
 * @param text the columns of a CSV file to be taken as text
 */
record Sources(@Nullable String label, Task task, List<String> text) {
    private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+://.*", Pattern.DOTALL);
    private static final String SPLIT = "Every fifth row is kept for the test.";

    FitData find(String name) {
        if (Datasets.names().contains(name)) {
            refuseColumns("\"%s\", which knows its label".formatted(name));
            Split split = Datasets.named(name);
            requireTask(split);
            return FitData.of(split, List.of());
        }
        Path file = file(name);
        return isArchive(file) ? archive(file) : table(file);
    }

    private static Path file(String name) {
        if (URL.matcher(name).matches()) {
            throw new Complaint(
                            "nothing is read from the network",
                            "a data set or a file",
                            "the address " + Shown.text(name),
                            "download the file first, then name it")
                    .asArgument();
        }
        try {
            Path file = Path.of(name);
            if (Files.exists(file)) {
                return file;
            }
        } catch (InvalidPathException _) {
            // nothing can be there
        }
        throw new Complaint(
                        "there is no data set and no file " + Shown.text(name),
                        "one of %s, a CSV file or an .npz".formatted(String.join(", ", Datasets.names())),
                        Shown.text(name),
                        Nearest.hint(name, Datasets.names(), "check the name and the folder"))
                .asArgument();
    }

    /** Opens only regular files, and so waits for nothing. */
    private static boolean isArchive(Path file) {
        try (Content content = Content.of(file)) {
            if (content.size() < 4) {
                return false;
            }
            ByteBuffer start = content.bytes(0, 4);
            return start.get(0) == 'P'
                    && start.get(1) == 'K'
                    && start.get(2) < ' '; // a CSV file may begin with PK, too
        }
    }

    private FitData archive(Path file) {
        refuseColumns("the arrays in " + Shown.path(file));
        Split split = Datasets.npz(file, task.target());
        FitData.requireEnough(file, split.training().size() + split.testing().size());
        requireShapes(file, split);
        return FitData.of(split, List.of(SPLIT));
    }

    private static void requireShapes(Path file, Split split) {
        TensorType x = split.training().x().type();
        TensorType y = split.training().y().type();
        if (x.rank() < 2
                || x.shape().size() == 0
                || y.shape().size() != x.shape().dim(0)) {
            throw new DataException(
                    new Place(file.toString(), 0, null),
                    new Complaint(
                            "a network cannot learn from these arrays",
                            "x [rows, features...] with at least one feature, and y [rows]",
                            "%s and %s, without the rows to test on".formatted(x, y),
                            "reshape x to [rows, features], and give y one number for each row"));
        }
    }

    private void refuseColumns(String given) {
        if (label != null || !text.isEmpty()) {
            throw new Complaint("--label and --text are for CSV files", "neither of them", given, "leave them out")
                    .asArgument();
        }
    }

    private void requireTask(Split split) {
        if (task == Task.NUMBER && !split.classNames().isEmpty()) {
            throw new Complaint(
                            "--task cannot be this for %s".formatted(split.name()),
                            "classes, which it has, or auto",
                            task.toString(),
                            "leave it out")
                    .asArgument();
        }
    }

    private FitData table(Path file) {
        Table table = new TableReader().text(text.toArray(String[]::new)).read(file);
        if (label == null) {
            throw new DataException(
                    new Place(file.toString(), 0, null),
                    new Complaint(
                            "a CSV file needs --label",
                            "the column to predict, one of " + Shown.list(table.names()),
                            "none",
                            "add --label COLUMN"));
        }
        table.column(label); // that it is there matters more than how many rows there are
        FitData.requireEnough(file, table.size());
        Table training = table.where(row -> !Split.isTest(row));
        PreparationOptions options = PreparationOptions.label(label).target(task.target());
        TablePreparation preparation = TablePreparation.fit(training, table, options);
        PreparedTable train = preparation.prepare(training);
        PreparedTable test = preparation.prepare(table.where(Split::isTest));
        List<String> notes = new ArrayList<>(preparation.description());
        train.notes().forEach(note -> notes.add("To train on: " + note));
        test.notes().forEach(note -> notes.add("To test on: " + note));
        notes.add(SPLIT);
        return new FitData(
                String.valueOf(file.getFileName()), train.batch(), test.batch(), preparation.classNames(), notes);
    }
}
