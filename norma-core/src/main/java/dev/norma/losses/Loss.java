package dev.norma.losses;

import dev.norma.config.Check;
import dev.norma.config.Configurable;
import dev.norma.config.KerasNames;
import dev.norma.config.Option;
import dev.norma.config.Options;
import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;
import org.jspecify.annotations.Nullable;

/**
 * How far predictions are from what is true: one number for each example, reduced to one for the batch.
 *
 * <p>Reduction, as in Keras: {@code sum_over_batch_size} (the default: the sum divided by the number of losses), {@code
 * sum}, {@code mean_with_sample_weight} (divided by the sum of the weights) or {@code none}.
 */
@SuppressWarnings("this-escape") // the name is asked for later, when the object is whole
public abstract class Loss implements Configurable {
    private final Options options = new Options(() -> "loss " + className());
    private final Option<String> reduction = options.option(
            "reduction",
            "sum_over_batch_size",
            Check.oneOf("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"));

    @Override
    public final Options options() {
        return options;
    }

    /** Sets how the losses of a batch become one: {@code "sum_over_batch_size"} unless set. */
    public final Loss reduction(String how) {
        options.set(reduction, how);
        return this;
    }

    /** How the losses of a batch become one. */
    public final String reduction() {
        return reduction.get();
    }

    /** What logs and histories call it: its class in snake_case. */
    public String name() {
        return KerasNames.snakeCase(className());
    }

    /**
     * The loss of each example.
     *
     * <pre>
     *   yTrue, yPred [batch, ..., features] -> [batch, ...]
     * </pre>
     */
    public abstract <T extends Operand<T>> T perExample(T yTrue, T yPred);

    /** Which examples the loss itself leaves out, as false; null if it counts all. */
    protected <T extends Operand<T>> @Nullable T ownMask(T yTrue, T yPred) {
        return null;
    }

    /** The loss of a batch, weighted and reduced. */
    public final <T extends Operand<T>> T of(T yTrue, T yPred) {
        return of(yTrue, yPred, null, null);
    }

    /**
     * The loss of a batch, weighted and reduced.
     *
     * @param sampleWeight broadcast against the losses of the examples; null for 1
     * @param mask which of them count, boolean; null for all
     */
    public final <T extends Operand<T>> T of(T yTrue, T yPred, @Nullable T sampleWeight, @Nullable T mask) {
        T own = ownMask(yTrue, yPred);
        T both = own == null ? mask : mask == null ? own : Ops.logicalAnd(own, mask);
        return LossReduction.reduce(perExample(yTrue, yPred), reduction(), sampleWeight, both);
    }
}
