package dev.norma.data;

import java.util.List;

/**
 * A labelled data set in two parts: what is learned from, and what tells how much was learned.
 *
 * @param name what the data set is called, for example {@code "digits"}
 * @param training the rows to train on, as one batch
 * @param testing the rows to test on, as one batch
 * @param featureNames what the columns are called; empty for images
 * @param classNames what the label numbers 0, 1, ... stand for
 */
public record Split(String name, Batch training, Batch testing, List<String> featureNames, List<String> classNames) {

    /** Copies the names. */
    public Split {
        featureNames = List.copyOf(featureNames);
        classNames = List.copyOf(classNames);
    }

    /** Whether the row of a number, counted from 0, is one to test on: every fifth is. */
    public static boolean isTest(int row) {
        return row % 5 == 4;
    }

    /** The rows of a batch in two parts. */
    static Split of(String name, Batch whole, List<String> featureNames, List<String> classNames) {
        return new Split(
                name,
                Rows.where(whole, row -> !isTest(row)),
                Rows.where(whole, Split::isTest),
                featureNames,
                classNames);
    }

    /** The rows to train on, one by one. */
    public Dataset train() {
        return Dataset.of(training);
    }

    /** The rows to test on, one by one. */
    public Dataset test() {
        return Dataset.of(testing);
    }
}
