package dev.norma.cli;

import dev.norma.data.Batch;
import dev.norma.data.DataException;
import dev.norma.data.Place;
import dev.norma.data.Split;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shape;
import java.nio.file.Path;
import java.util.List;

/**
 * What a network is trained and tested on.
 *
 * @param name what the data is called
 * @param training rows to train on
 * @param testing rows to test on
 * @param classNames the classes; empty where a number is predicted
 * @param notes what was done to the data, in sentences
 */
record FitData(String name, Batch training, Batch testing, List<String> classNames, List<String> notes) {
    private static final int FEWEST = 5;

    static FitData of(Split split, List<String> notes) {
        return new FitData(split.name(), split.training(), split.testing(), split.classNames(), notes);
    }

    /** Refuses data of which nothing would be left to test on. */
    static void requireEnough(Path file, long rows) {
        if (rows < FEWEST) {
            throw new DataException(
                    new Place(file.toString(), 0, null),
                    new Complaint(
                            "there are too few rows to train and to test on",
                            "%d rows or more, of which every fifth is kept for the test".formatted(FEWEST),
                            Long.toString(rows),
                            "give more data"));
        }
    }

    boolean predictsClasses() {
        return !classNames.isEmpty();
    }

    /** The sizes of an example. */
    Shape example() {
        return training.x().shape().slice(1, training.x().rank());
    }
}
