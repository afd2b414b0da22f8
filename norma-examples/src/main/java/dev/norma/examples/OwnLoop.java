package dev.norma.examples;

import static dev.norma.data.CsvColumns.features;
import static dev.norma.data.CsvColumns.label;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.ReLU;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.models.Sequential;
import dev.norma.optimizers.Adam;
import dev.norma.training.TrainStep;
import java.nio.file.Path;

/** A loop of one's own over CSV files, in which the moving statistics cannot be forgotten. */
public final class OwnLoop {
    private OwnLoop() {}

    /** Trains on two files: a header, then five numbers and a class number in each line. */
    public static void main(String... arguments) {
        loop(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    /** The loop. */
    static Sequential loop(Path first, Path second) {
        Dataset data = Dataset.csv(first, second)
                .header()
                .decode(features(5), label(1))
                .shuffle(1000)
                .batch(7);
        Sequential net =
                new Sequential(new Dense(16).useBias(false), new BatchNormalization(), new ReLU(), new Dense(2));
        SparseCategoricalCrossentropy loss = new SparseCategoricalCrossentropy().fromLogits(true);
        TrainStep step = TrainStep.of(new Adam(0.01), (x, y, context) -> loss.of(y, net.apply(x, context)));
        for (Batch batch : data) {
            System.out.println(step.run(batch)); // the loss; weights and moving statistics have moved
        }
        return net;
    }
}
