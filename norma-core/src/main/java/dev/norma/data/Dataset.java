package dev.norma.data;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A pipeline of elements that can be passed through again and again, each time from the start. Each method adds a
 * step and returns a new pipeline; nothing is read or computed before somebody iterates.
 *
 * <pre>{@code
 * for (Batch batch : Dataset.of(x, y).shuffle(1000).batch(64)) { ... }
 * }</pre>
 *
 * <p>Elements are single rows until {@link #batch} stacks so many of them. The order of the steps has a meaning, the
 * same as in {@code tf.data}: shuffle before batch mixes rows, after it whole batches; repeat after shuffle gives each
 * round its own order, before it mixes the rounds; cache after shuffle keeps one order for ever.
 *
 * <p>A dataset may be shared between threads, an iterator may not.
 */
public final class Dataset implements Iterable<Batch> {
    /** The {@link #cardinality} of a dataset that never ends. */
    public static final long INFINITE = Long.MAX_VALUE;

    private final Step step;

    Dataset(Step step) {
        this.step = step;
    }

    // ---- made from data

    /** The rows of one tensor, without labels. */
    public static Dataset of(Tensor x) {
        return of(Batch.of(x));
    }

    /** The rows of features and of their labels. */
    public static Dataset of(Tensor x, Tensor y) {
        return of(Batch.of(x, y));
    }

    /** The rows of features, of their labels, and of how much each sample counts. */
    public static Dataset of(Tensor x, Tensor y, Tensor sampleWeight) {
        return of(Batch.of(x, y, sampleWeight));
    }

    /** The rows of several features and labels by name; the labels may be none. */
    public static Dataset of(Map<String, Tensor> features, Map<String, Tensor> labels) {
        return of(Batch.named(features, labels));
    }

    /** The rows of a batch. */
    public static Dataset of(Batch whole) {
        whole.size();
        return new Dataset(new Rows(whole));
    }

    /**
     * Elements that a program makes: rows ({@link Batch#row(Tensor, Tensor)}) or batches.
     *
     * @param passes gives a new iterator from the start for each pass, for example {@code list::iterator}; one that is
     *     {@link AutoCloseable} is closed when its pass ends, early or not
     */
    public static Dataset generator(Supplier<? extends Iterator<Batch>> passes) {
        return new Dataset(new Generated(passes));
    }

    /** The rows of CSV files, one file after the other; {@link CsvSource#decode} says what the columns are. */
    public static CsvSource csv(Path... files) {
        return new CsvSource(files);
    }

    // ---- steps

    /** Each element replaced by what the function makes of it: a row of a row, a batch of a batch. */
    public Dataset map(UnaryOperator<Batch> function) {
        return new Dataset(new Mapped(step, function));
    }

    /** The elements for which the test is true. */
    public Dataset filter(Predicate<Batch> test) {
        return new Dataset(new Filtered(step, test));
    }

    /** Random order as {@link #shuffle(int, long)} makes it, from a seed that differs from run to run. */
    public Dataset shuffle(int buffer) {
        return shuffle(buffer, ThreadLocalRandom.current().nextLong());
    }

    /**
     * Random order: a buffer of elements is filled, and each next one drawn from it. A buffer as large as the dataset
     * makes all orders equally likely; a smaller one moves elements about that far. Each pass has another order; the
     * first, second, ... pass over this dataset, or over what is built on it, has the same order in each run.
     *
     * @param buffer from 1, which changes nothing
     */
    public Dataset shuffle(int buffer, long seed) {
        atLeast("shuffle", "a buffer of 1 or more elements", buffer, 1);
        return new Dataset(new Shuffled(step, buffer, seed, new AtomicLong()));
    }

    /** Random order as {@link #shuffle(int, long)} makes it, but the same in each pass. */
    public Dataset shuffleOnce(int buffer, long seed) {
        atLeast("shuffleOnce", "a buffer of 1 or more elements", buffer, 1);
        return new Dataset(new Shuffled(step, buffer, seed, null));
    }

    /** So many elements stacked into one; the last one has what is left. */
    public Dataset batch(int size) {
        return batch(size, false);
    }

    /**
     * So many elements stacked into one.
     *
     * @param size from 1
     * @param dropRemainder whether a last batch of fewer elements is left out
     * @throws IllegalArgumentException if the remainder is dropped and there is nothing else
     */
    public Dataset batch(int size, boolean dropRemainder) {
        atLeast("batch", "a size of 1 or more", size, 1);
        long known = step.cardinality().orElse(INFINITE);
        if (dropRemainder && known < size) {
            throw new Complaint(
                            "batch would drop everything",
                            "at least %d elements, one full batch".formatted(size),
                            known + " elements",
                            "use a smaller batch, or keep the smaller last batch: batch(%d)".formatted(size))
                    .asArgument();
        }
        return new Dataset(new Batched(step, size, dropRemainder));
    }

    /** The elements again and again without end. */
    public Dataset repeat() {
        return new Dataset(new Repeated(step, INFINITE));
    }

    /** The elements so many times, from 0. */
    public Dataset repeat(long times) {
        atLeast("repeat", "0 or more times", times, 0);
        return new Dataset(new Repeated(step, times));
    }

    /** The first elements only, or all where there are fewer. */
    public Dataset take(long count) {
        atLeast("take", "0 or more elements", count, 0);
        return new Dataset(new Taken(step, count));
    }

    /** All elements but the first. */
    public Dataset skip(long count) {
        atLeast("skip", "0 or more elements", count, 0);
        return new Dataset(new Skipped(step, count));
    }

    /** Elements made of one of this and one of the other; ends with the shorter. */
    public Dataset zip(Dataset other, BinaryOperator<Batch> merge) {
        return new Dataset(new Zipped(step, other.step, merge));
    }

    /** The features of this with the features of the other as their labels; ends with the shorter. */
    public Dataset zip(Dataset labels) {
        return zip(labels, LabelsOf::merge);
    }

    /** The elements of this, then those of the other. */
    public Dataset concatenate(Dataset other) {
        return new Dataset(new Concatenated(step, other.step));
    }

    /**
     * Makes elements ahead of need, on a thread beside the consumer's. It does not outlive its work: a consumer that
     * stops early leaves none behind. What fails there is thrown where the element would have come.
     *
     * @param ahead how many elements are kept ready, from 1
     */
    public Dataset prefetch(int ahead) {
        atLeast("prefetch", "1 or more elements", ahead, 1);
        return new Dataset(new Prefetched(step, ahead));
    }

    /** Keeps the elements in memory: from the end of the first complete pass on, nothing before this step runs. */
    public Dataset cache() {
        return new Dataset(new Cached(step, new AtomicReference<>()));
    }

    // ---- passes

    /** How many elements a pass gives: {@link #INFINITE} where it never ends, empty where that is not known. */
    public OptionalLong cardinality() {
        return step.cardinality();
    }

    /**
     * Refuses data without an end.
     *
     * @param what what would be done with all of them, for the error
     * @param part how to ask for a part of them
     * @throws IllegalArgumentException if a pass never ends
     */
    public void requireEnd(String what, String part) {
        if (cardinality().orElse(0) == INFINITE) {
            throw new Complaint(
                            what + " would never end",
                            "data that end",
                            "an endless data set",
                            "leave repeat() out, or give a part: " + part)
                    .asArgument();
        }
    }

    /** A new pass from the start. */
    @Override
    public BatchIterator iterator() {
        return new BatchIterator(step.open());
    }

    private static void atLeast(String method, String expected, long given, long least) {
        if (given < least) {
            throw new Complaint(
                            "%s cannot use this number".formatted(method),
                            expected,
                            Long.toString(given),
                            "give %d or more".formatted(least))
                    .asArgument();
        }
    }
}
