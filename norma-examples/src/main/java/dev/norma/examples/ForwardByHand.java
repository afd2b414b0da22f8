package dev.norma.examples;

import static dev.norma.data.CsvColumns.features;
import static dev.norma.data.CsvColumns.label;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.Dense;
import dev.norma.losses.Loss;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Adam;
import dev.norma.training.TrainStep;
import java.nio.file.Path;

/** A network that is a function: layers are called by hand, operations stand between them. */
public final class ForwardByHand {
    private final Dense first = new Dense(6).useBias(false).name("first");
    private final BatchNormalization norm = new BatchNormalization();
    private final Dense second = new Dense(2).name("second");
    private final Loss loss = new SparseCategoricalCrossentropy().fromLogits(true);
    private final TrainStep step = TrainStep.of(new Adam(0.01), (x, y, context) -> loss.of(y, forward(x, context)));

    private Value forward(Value x, Context context) {
        Value hidden = Ops.relu(norm.apply(first.apply(x, context), context));
        return second.apply(hidden, context);
    }

    /** Trains on two files: a header, then five numbers and a class number in each line. */
    public static void main(String... arguments) {
        double last = new ForwardByHand().train(Path.of(arguments[0]), Path.of(arguments[1]), 10);
        System.out.println("mean loss of the last epoch: " + last);
    }

    /** The mean loss of the last epoch. */
    double train(Path one, Path two, int epochs) {
        Dataset data = Dataset.csv(one, two)
                .header()
                .decode(features(5), label(1))
                .shuffle(1000, 1)
                .batch(7);
        double mean = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            double sum = 0;
            int batches = 0;
            for (Batch batch : data) {
                sum += step.run(batch);
                batches++;
            }
            mean = sum / batches;
        }
        return mean;
    }

    BatchNormalization norm() {
        return norm;
    }
}
