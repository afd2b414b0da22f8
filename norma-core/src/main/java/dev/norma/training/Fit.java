package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * How to train: for how long, with what validation, told to whom.
 *
 * <pre>{@code
 * model.fit(x, y, epochs(20).batchSize(64).validationSplit(0.2));
 * }</pre>
 */
public final class Fit {
    private int epochs = 1;
    private int initialEpoch;
    private int batchSize = 32;
    private boolean shuffle = true;
    private int verbose = 1;
    private long stepsPerEpoch = -1;
    private long validationSteps = -1;
    private int validationFrequency = 1;
    private double validationSplit;
    private @Nullable Dataset validation;
    private Map<Integer, Double> classWeight = Map.of();
    private @Nullable Tensor sampleWeight;
    private final List<Callback> callbacks = new ArrayList<>();

    private Fit() {}

    /** As many epochs: passes over the data. */
    public static Fit epochs(int epochs) {
        Fit fit = new Fit();
        fit.epochs = positive("epochs", epochs);
        return fit;
    }

    private static int positive(String option, int value) {
        if (value <= 0) {
            throw new Complaint(
                            "fit: %s cannot be this".formatted(option),
                            "an integer above 0",
                            Integer.toString(value),
                            "give 1 or more")
                    .asArgument();
        }
        return value;
    }

    /** The number of the first epoch, from 0, when training goes on. */
    public Fit initialEpoch(int epoch) {
        initialEpoch = epoch;
        return this;
    }

    /** How many examples a step sees: 32 unless set. A dataset has its own. */
    public Fit batchSize(int size) {
        batchSize = positive("batchSize", size);
        return this;
    }

    /** Whether tensors are shuffled before each epoch: yes unless set. A dataset has its own order. */
    public Fit shuffle(boolean on) {
        shuffle = on;
        return this;
    }

    /** 0 is silent, 1 (unless set) shows a progress line, 2 prints a line after each epoch. */
    public Fit verbose(int level) {
        verbose = level;
        return this;
    }

    /** How many steps make an epoch; all there are unless set. */
    public Fit stepsPerEpoch(long steps) {
        stepsPerEpoch = steps;
        return this;
    }

    /** How many batches a validation takes; all there are unless set. */
    public Fit validationSteps(long steps) {
        validationSteps = steps;
        return this;
    }

    /** After how many epochs to validate: after each unless set. */
    public Fit validationFrequency(int everyEpochs) {
        validationFrequency = positive("validationFrequency", everyEpochs);
        return this;
    }

    /** The part of the data, from its end, that is kept for validation: from 0, below 1. */
    public Fit validationSplit(double part) {
        if (!(part >= 0 && part < 1)) {
            throw new Complaint(
                            "fit: validationSplit cannot be this",
                            "from 0, below 1",
                            Double.toString(part),
                            "give a fraction such as 0.2")
                    .asArgument();
        }
        validationSplit = part;
        return this;
    }

    /** Batches to validate on. */
    public Fit validation(Dataset batches) {
        validation = batches;
        return this;
    }

    /** How much each class counts; classes that are not named count 1. */
    public Fit classWeight(Map<Integer, Double> weights) {
        classWeight = Map.copyOf(weights);
        return this;
    }

    /** How much each example counts. */
    public Fit sampleWeight(Tensor weights) {
        sampleWeight = weights;
        return this;
    }

    /** Who is told. */
    public Fit callbacks(Callback... more) {
        callbacks.addAll(List.of(more));
        return this;
    }

    int epochs() {
        return epochs;
    }

    int initialEpoch() {
        return initialEpoch;
    }

    /** How much is shown: 0 is nothing. */
    public int verbose() {
        return verbose;
    }

    long stepsPerEpoch() {
        return stepsPerEpoch;
    }

    long validationSteps() {
        return validationSteps;
    }

    int validationFrequency() {
        return validationFrequency;
    }

    Map<Integer, Double> classWeight() {
        return classWeight;
    }

    List<Callback> callbacks() {
        return List.copyOf(callbacks);
    }

    /** What to validate on, if it was set. */
    public Optional<Dataset> validation() {
        return Optional.ofNullable(validation);
    }

    /** These tensors as batches to train on and, where a part is kept, to validate on. */
    public Split split(SequencedMap<String, Tensor> x, SequencedMap<String, Tensor> y, long seed) {
        long rows = x.firstEntry().getValue().shape().dim(0);
        long kept = (long) Math.floor(rows * (1 - validationSplit));
        Batch whole = Batch.named(x, y);
        Dataset all = Dataset.of(sampleWeight == null ? whole : whole.withSampleWeight(sampleWeight));
        Dataset train = all.take(kept);
        Dataset ordered = shuffle ? train.shuffle((int) Math.max(1, kept), seed) : train;
        Dataset held = kept < rows ? all.skip(kept).batch(batchSize) : null;
        return new Split(ordered.batch(batchSize), validation != null ? validation : held);
    }

    /**
     * Batches to train on and to validate on.
     *
     * @param validation null for none
     */
    public record Split(Dataset train, @Nullable Dataset validation) {}
}
