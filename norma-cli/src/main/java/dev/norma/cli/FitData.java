package dev.norma.cli;

import dev.norma.data.Batch;
import dev.norma.tensor.Shape;
import java.util.List;

/**
 * What a network is trained and tested on.
 *
 * @param name what the user typed
 * @param training rows to train on
 * @param testing rows to test on
 * @param classNames the classes; empty where a number is predicted
 * @param notes what was done to the data, in sentences
 */
record FitData(String name, Batch training, Batch testing, List<String> classNames, List<String> notes) {
    boolean predictsClasses() {
        return !classNames.isEmpty();
    }

    /** The sizes of an example. */
    Shape example() {
        return training.x().shape().slice(1, training.x().rank());
    }
}
