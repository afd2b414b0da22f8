package dev.norma.metrics;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.losses.Loss;
import org.jspecify.annotations.Nullable;

/** The mean cross-entropy; labels are class numbers. */
public final class SparseCategoricalCrossentropy extends LossMetric {
    private final Option<Boolean> fromLogits = options().option("fromLogits", false);
    private final Option<@Nullable Integer> ignoreClass =
            options().optional("ignoreClass", OptionType.INTEGER, Check.any());
    private final Option<Integer> axis = options().option("axis", -1);

    /** Whether predictions are still to go through a softmax: no unless set. */
    public SparseCategoricalCrossentropy fromLogits(boolean logits) {
        options().set(fromLogits, logits);
        return this;
    }

    /** A label that does not count; none unless set. */
    public SparseCategoricalCrossentropy ignoreClass(int label) {
        options().set(ignoreClass, label);
        return this;
    }

    /** The axis of the classes: the last unless set. */
    public SparseCategoricalCrossentropy axis(int classes) {
        options().set(axis, classes);
        return this;
    }

    @Override
    Loss loss() {
        dev.norma.losses.SparseCategoricalCrossentropy loss = new dev.norma.losses.SparseCategoricalCrossentropy()
                .fromLogits(fromLogits.get())
                .axis(axis.get());
        Integer ignored = ignoreClass.get();
        return ignored == null ? loss : loss.ignoreClass(ignored);
    }
}
