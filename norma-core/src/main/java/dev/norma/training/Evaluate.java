package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to evaluate.
 *
 * <pre>{@code
 * model.evaluate(x, y, Evaluate.batchSize(256).sampleWeight(weights));
 * }</pre>
 */
public final class Evaluate {
    private final int batchSize;
    private @Nullable Tensor sampleWeight;
    private long steps = -1;
    private final List<Callback> callbacks = new ArrayList<>();

    private Evaluate(int batchSize) {
        this.batchSize = batchSize;
    }

    /** So many examples of tensors at a time. A dataset has its own batches. */
    public static Evaluate batchSize(int size) {
        return new Evaluate((int) Setting.atLeast("evaluate", "batchSize", 1, size));
    }

    /** 32 examples of tensors at a time, everything there is, nobody told. */
    public static Evaluate everything() {
        return batchSize(32);
    }

    /** How much each example of tensors counts. A dataset has its own. */
    public Evaluate sampleWeight(Tensor weights) {
        sampleWeight = weights;
        return this;
    }

    /** How many batches count, from the first; all there are unless set. */
    public Evaluate steps(long batches) {
        steps = Setting.atLeast("evaluate", "steps", 1, batches);
        return this;
    }

    /** Who is told. */
    public Evaluate callbacks(Callback... more) {
        callbacks.addAll(List.of(more));
        return this;
    }

    /** Tensors or Java arrays as batches. */
    public Dataset batches(Network network, Object x, Object y) {
        Batch whole = network.batch(x, y);
        return Dataset.of(sampleWeight == null ? whole : whole.withSampleWeight(sampleWeight))
                .batch(batchSize);
    }

    long steps() {
        return steps;
    }

    List<Callback> callbacks() {
        return List.copyOf(callbacks);
    }
}
