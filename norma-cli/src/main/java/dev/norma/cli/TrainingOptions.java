package dev.norma.cli;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.models.Sequential;
import dev.norma.optimizers.Adam;
import dev.norma.tensor.Complaint;
import dev.norma.training.Fit;
import dev.norma.training.History;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How to learn. */
final class TrainingOptions {
    private static final int ROWS_OF_A_TEST = 256;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = Converters.Positive.class,
            description = "Passes over the data (20).")
    private int epochs = 20;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            converter = Converters.Positive.class,
            description = "Rows in a step (64).")
    private int batchSize = 64;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            converter = Converters.Rate.class,
            description = "How far a step of Adam goes (0.001).")
    private double learningRate = 1e-3;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Converters.NotNegative.class,
            description = "What all random numbers follow from (1).")
    private int seed = 1;

    @Option(
            names = "--validation",
            paramLabel = "PART",
            converter = Converters.Part.class,
            description =
                    "The part of the training rows to validate on; unless given, the test rows are shown after each epoch.")
    private double validation;

    int seed() {
        return seed;
    }

    int batchSize() {
        return batchSize;
    }

    Adam optimizer() {
        return new Adam(learningRate);
    }

    /** Refuses a part for validation that leaves nothing to train on. */
    void check(Batch training) {
        long _ = kept(training);
    }

    History fit(Sequential net, Batch training, Batch testing) {
        long kept = kept(training);
        Dataset train = all(training).take(kept).shuffle((int) kept, seed).batch(batchSize);
        Dataset watched = validation == 0 ? Dataset.of(testing) : all(training).skip(kept);
        return net.fit(
                train,
                Fit.epochs(epochs)
                        .validation(watched.batch(ROWS_OF_A_TEST))
                        .verbose(Terminal.isStandardOutput() ? 1 : 2));
    }

    /** Those of the rows that are trained on, in steps as training makes them. */
    Dataset steps(Batch training) {
        return all(training).take(kept(training)).batch(batchSize);
    }

    /** How many steps training makes. */
    long stepCount(Batch training) {
        return epochs * Math.ceilDiv(kept(training), (long) batchSize);
    }

    /** Those of the rows that are trained on, for a look at all of them. */
    Dataset trainedOn(Batch training) {
        return all(training).take(kept(training)).batch(ROWS_OF_A_TEST);
    }

    private Dataset all(Batch training) {
        return Dataset.of(training).shuffleOnce((int) training.size(), seed);
    }

    private long kept(Batch training) {
        return training.size() - held(training.size());
    }

    /** How many of the rows are kept for validation: at least one where a part was asked for. */
    private long held(long rows) {
        long held = validation == 0 ? 0 : Math.max(1, Math.round(rows * validation));
        if (held >= rows) {
            throw new Complaint(
                            "--validation leaves no rows to train on",
                            "a part that leaves at least one of %d rows".formatted(rows),
                            Double.toString(validation),
                            "give a smaller part, or more data")
                    .asArgument();
        }
        return held;
    }

    static Dataset batches(Batch testing) {
        return Dataset.of(testing).batch(ROWS_OF_A_TEST);
    }

    /** For the report. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("epochs", epochs);
        settings.put("batch_size", batchSize);
        settings.put("learning_rate", learningRate);
        settings.put("seed", seed);
        settings.put("validation", validation);
        return settings;
    }
}
