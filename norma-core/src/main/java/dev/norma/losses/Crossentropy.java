package dev.norma.losses;

import dev.norma.config.Option;

/**
 * What the cross-entropies share: predictions are probabilities or logits, classes lie along an axis.
 *
 * @param <L> the loss's own type
 */
public abstract sealed class Crossentropy<L extends Crossentropy<L>> extends Loss
        permits BinaryCrossentropy, CategoricalCrossentropy, SparseCategoricalCrossentropy {
    private final Option<Boolean> fromLogits = options().option("fromLogits", false);
    private final Option<Integer> axis = options().option("axis", -1);

    Crossentropy() {}

    /** Whether predictions are still to go through a sigmoid or softmax: no unless set. */
    public L fromLogits(boolean logits) {
        options().set(fromLogits, logits);
        return self();
    }

    /** The axis of the classes: the last unless set. */
    public L axis(int classes) {
        options().set(axis, classes);
        return self();
    }

    final boolean fromLogits() {
        return fromLogits.get();
    }

    final int axis() {
        return axis.get();
    }

    @SuppressWarnings("unchecked")
    private L self() {
        return (L) this;
    }
}
