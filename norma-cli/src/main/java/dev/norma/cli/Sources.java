package dev.norma.cli;

import dev.norma.config.KerasNames;
import dev.norma.data.Batch;
import dev.norma.data.Datasets;
import dev.norma.data.PreparationOptions;
import dev.norma.data.PreparedTable;
import dev.norma.data.Split;
import dev.norma.data.Table;
import dev.norma.data.TablePreparation;
import dev.norma.data.TableReader;
import dev.norma.data.Target;
import dev.norma.ops.Ops;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.npy.Npz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the data that the user names: a data set that Norma ships, a CSV file or an {@code .npz}. */
final class Sources {
    private static final int TEST_EVERY = 5;

    private Sources() {}

    static FitData find(String name, @Nullable String label, Task task, List<String> textColumns) {
        if (Datasets.names().contains(name)) {
            refuse(name, label, textColumns);
            Split split = Datasets.named(name);
            return new FitData(name, split.training(), split.testing(), split.classNames(), List.of());
        }
        Path file = Path.of(name);
        if (!Files.exists(file)) {
            throw new Complaint(
                            "there is no data set and no file \"%s\"".formatted(Shown.of(name)),
                            "one of %s, a CSV file or an .npz".formatted(String.join(", ", Datasets.names())),
                            "\"%s\"".formatted(Shown.of(name)),
                            KerasNames.nearest(name, Datasets.names())
                                    .map(near -> "did you mean \"" + near + "\"?")
                                    .orElse("check the name and the folder"))
                    .asArgument();
        }
        return isArchive(file) ? npz(file, label, task, textColumns) : csv(file, label, task, textColumns);
    }

    private static void refuse(String name, @Nullable String label, List<String> textColumns) {
        if (label != null || !textColumns.isEmpty()) {
            throw new Complaint(
                            "--label and --text are for CSV files",
                            "neither of them",
                            "\"%s\", which knows its label".formatted(name),
                            "leave them out")
                    .asArgument();
        }
    }

    private static boolean isArchive(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Complaint(
                            "\"%s\" is no file".formatted(Shown.of(file.toString())),
                            "a regular file",
                            Files.isDirectory(file) ? "a folder" : "something else",
                            "name a CSV file or an .npz")
                    .asArgument();
        }
        try (var in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            return start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] < 9;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FitData csv(Path file, @Nullable String label, Task task, List<String> textColumns) {
        if (label == null) {
            throw new Complaint(
                            "a CSV file needs --label",
                            "the name of the column to predict",
                            "none",
                            "add --label COLUMN")
                    .asArgument();
        }
        Table table = new TableReader().text(textColumns.toArray(String[]::new)).read(file);
        Table training = table.where(row -> row % TEST_EVERY != TEST_EVERY - 1);
        Table testing = table.where(row -> row % TEST_EVERY == TEST_EVERY - 1);
        Target target = switch (task) {
            case AUTO -> Target.AUTO;
            case CLASSES -> Target.CLASSES;
            case NUMBER -> Target.NUMBERS;
        };
        TablePreparation preparation =
                TablePreparation.fit(training, PreparationOptions.label(label).target(target));
        PreparedTable train = preparation.prepare(training);
        PreparedTable test = preparation.prepare(testing);
        List<String> notes = new ArrayList<>(preparation.description());
        notes.addAll(test.notes());
        return new FitData(file.getFileName().toString(), train.batch(), test.batch(), preparation.classNames(), notes);
    }

    private static FitData npz(Path file, @Nullable String label, Task task, List<String> textColumns) {
        refuse(file.toString(), label, textColumns);
        Batch read = NpzLabels.batch(file, Npz.read(file));
        Tensor y = read.y();
        boolean classes =
                task == Task.CLASSES || (task == Task.AUTO && y.dtype().isInteger());
        List<String> names = classes ? NpzLabels.classes(file, y) : List.of();
        Batch whole = Batch.of(read.x(), y.cast(classes ? DType.INT32 : DType.FLOAT32));
        return new FitData(
                file.getFileName().toString(),
                rows(whole, row -> row % TEST_EVERY != TEST_EVERY - 1),
                rows(whole, row -> row % TEST_EVERY == TEST_EVERY - 1),
                names,
                List.of("Every fifth row is kept for the test."));
    }

    private static Batch rows(Batch whole, IntPredicate chosen) {
        int[] numbers = IntStream.range(0, (int) whole.size()).filter(chosen).toArray();
        Tensor indices = Tensor.of(numbers);
        return Batch.of(Ops.take(whole.x(), indices, 0), Ops.take(whole.y(), indices, 0));
    }
}
