package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to train: for how long, with what validation, told to whom.
 *
 * <pre>{@code
 * model.fit(x, y, epochs(20).batchSize(64).validationSplit(0.2));
 * }</pre>
 */
public final class Fit {
    private static final int PRESET_BATCH = 32;

    private int epochs = 1;
    private int initialEpoch;
    private @Nullable Integer batchSize;
    private @Nullable Integer validationBatchSize;
    private boolean shuffle = true;
    private int verbose = 1;
    private long stepsPerEpoch = -1;
    private long validationSteps = -1;
    private int validationFrequency = 1;
    private double validationSplit;
    private @Nullable Dataset validation;
    private @Nullable Examples validationExamples;
    private Map<Integer, Double> classWeight = Map.of();
    private @Nullable Tensor sampleWeight;
    private final List<Callback> callbacks = new ArrayList<>();

    private record Examples(Object x, Object y, @Nullable Tensor sampleWeight) {
        Batch of(Network network) {
            Batch batch = network.batch(x, y);
            return sampleWeight == null ? batch : batch.withSampleWeight(sampleWeight);
        }
    }

    private Fit() {}

    /** As many epochs: passes over the data. */
    public static Fit epochs(int epochs) {
        Fit fit = new Fit();
        fit.epochs = (int) atLeast("epochs", 1, epochs);
        return fit;
    }

    /** The number of the first epoch, from 0, when training goes on. */
    public Fit initialEpoch(int epoch) {
        initialEpoch = (int) atLeast("initialEpoch", 0, epoch);
        return this;
    }

    /** How many examples a step sees: 32 unless set. A dataset has its own. */
    public Fit batchSize(int size) {
        batchSize = (int) atLeast("batchSize", 1, size);
        return this;
    }

    /** Whether tensors are shuffled before each epoch: yes unless set. A dataset has its own order. */
    public Fit shuffle(boolean on) {
        shuffle = on;
        return this;
    }

    /** 0 is silent, 1 (unless set) shows a progress line, 2 prints a line after each epoch. */
    public Fit verbose(int level) {
        if (level < 0 || level > 2) {
            throw refused("verbose", "0, 1 or 2", Integer.toString(level), "give 0 to be silent");
        }
        verbose = level;
        return this;
    }

    /** How many steps make an epoch; all there are unless set. The next epoch goes on where the last one ended. */
    public Fit stepsPerEpoch(long steps) {
        stepsPerEpoch = atLeast("stepsPerEpoch", 1, steps);
        return this;
    }

    /** How many batches a validation takes, from the first; all there are unless set. */
    public Fit validationSteps(long steps) {
        validationSteps = atLeast("validationSteps", 1, steps);
        return this;
    }

    /** After how many epochs to validate: after each unless set. */
    public Fit validationFrequency(int everyEpochs) {
        validationFrequency = (int) atLeast("validationFrequency", 1, everyEpochs);
        return this;
    }

    /** How many examples of tensors are validated at a time: as many as a step sees unless set. */
    public Fit validationBatchSize(int size) {
        validationBatchSize = (int) atLeast("validationBatchSize", 1, size);
        return this;
    }

    /**
     * The part of the tensors, from their end, that is kept for validation: from 0, below 1. Where {@link #validation} is
     * given too, that counts, and all of the tensors are trained on.
     */
    public Fit validationSplit(double part) {
        if (!(part >= 0 && part < 1)) {
            throw refused("validationSplit", "from 0, below 1", Double.toString(part), "give a fraction such as 0.2");
        }
        validationSplit = part;
        return this;
    }

    /** Batches to validate on. */
    public Fit validation(Dataset batches) {
        validation = batches;
        return this;
    }

    /** Tensors or Java arrays to validate on. */
    public Fit validation(Object x, Object y) {
        validationExamples = new Examples(x, y, null);
        return this;
    }

    /** Tensors or Java arrays to validate on, and how much each example counts. */
    public Fit validation(Object x, Object y, Tensor weights) {
        validationExamples = new Examples(x, y, weights);
        return this;
    }

    /** How much each class counts; classes that are not named count 1. Not together with sample weights. */
    public Fit classWeight(Map<Integer, Double> weights) {
        classWeight = Map.copyOf(weights);
        return this;
    }

    /** How much each example of tensors counts. A dataset has its own. */
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

    /**
     * A data set to train on, with what to validate on.
     *
     * @throws IllegalArgumentException if something is set that only tensors can follow
     */
    public Split split(Network network, Dataset train) {
        refuseWithDataset("batchSize", batchSize, "batch(n) the data set");
        refuseWithDataset("validationSplit", validationSplit == 0 ? null : validationSplit, "use take and skip");
        refuseWithDataset("sampleWeight", sampleWeight, "give the data set sample weights");
        return new Split(train, validation(network));
    }

    /** Tensors or Java arrays as batches to train on and, where a part is kept, to validate on. */
    public Split split(Network network, Object x, Object y, long seed) {
        Batch whole = new Examples(x, y, sampleWeight).of(network);
        long rows = whole.size();
        Dataset given = validation(network);
        long kept = given != null ? rows : (long) Math.floor(rows * (1 - validationSplit));
        if (kept == 0) {
            throw refused(
                    "validationSplit",
                    "at least one example left to train on",
                    "%s of %d examples".formatted(validationSplit, rows),
                    "keep a smaller part");
        }
        Dataset all = Dataset.of(whole);
        Dataset train = all.take(kept);
        Dataset ordered = shuffle ? train.shuffle((int) kept, seed) : train;
        Dataset held = kept < rows ? all.skip(kept).batch(validationRows()) : null;
        return new Split(ordered.batch(rows()), given != null ? given : held);
    }

    private @Nullable Dataset validation(Network network) {
        if (validation != null || validationExamples == null) {
            return validation;
        }
        return Dataset.of(validationExamples.of(network)).batch(validationRows());
    }

    private int rows() {
        return batchSize == null ? PRESET_BATCH : batchSize;
    }

    private int validationRows() {
        return validationBatchSize == null ? rows() : validationBatchSize;
    }

    /**
     * Batches to train on and to validate on.
     *
     * @param validation null for none
     */
    public record Split(Dataset train, @Nullable Dataset validation) {}

    private static long atLeast(String option, long least, long value) {
        return Setting.atLeast("fit", option, least, value);
    }

    private static void refuseWithDataset(String option, @Nullable Object value, String fix) {
        if (value != null) {
            throw refused(option, "tensors or Java arrays", "a data set", fix);
        }
    }

    private static IllegalArgumentException refused(String option, String expected, String given, String fix) {
        return Setting.refused("fit", option, expected, given, fix);
    }
}
