package dev.norma.losses;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;
import org.jspecify.annotations.Nullable;

/** {@code -log(p of the label)} over an axis of classes; labels are class numbers from 0. */
public final class SparseCategoricalCrossentropy extends Loss {
    private final Option<@Nullable Integer> ignoreClass =
            options().optional("ignoreClass", OptionType.INTEGER, Check.any());
    private final Option<Boolean> fromLogits = options().option("fromLogits", false);
    private final Option<Integer> axis = options().option("axis", -1);

    /** Whether predictions are still to go through a softmax: no unless set. */
    public SparseCategoricalCrossentropy fromLogits(boolean logits) {
        options().set(fromLogits, logits);
        return this;
    }

    /** A label that costs nothing and does not count; none unless set. */
    public SparseCategoricalCrossentropy ignoreClass(int label) {
        options().set(ignoreClass, label);
        return this;
    }

    /** The label that costs nothing and does not count; null for none. */
    public @Nullable Integer ignoreClass() {
        return ignoreClass.get();
    }

    /** The axis of the classes: the last unless set. */
    public SparseCategoricalCrossentropy axis(int classes) {
        options().set(axis, classes);
        return this;
    }

    @Override
    public <T extends Operand<T>> T perExample(T yTrue, T yPred) {
        Integer ignored = ignoreClass.get();
        T labels = squeezed(yTrue, yPred);
        if (ignored == null) {
            return Ops.sparseCategoricalCrossentropy(labels, yPred, fromLogits.get(), axis.get());
        }
        T counted = Ops.cast(Ops.notEqual(labels, ignored), labels.dtype());
        T losses =
                Ops.sparseCategoricalCrossentropy(Ops.multiply(labels, counted), yPred, fromLogits.get(), axis.get());
        return Ops.where(Ops.notEqual(labels, ignored), losses, 0);
    }

    @Override
    protected <T extends Operand<T>> @Nullable T ownMask(T yTrue, T yPred) {
        Integer ignored = ignoreClass.get();
        return ignored == null ? null : Ops.notEqual(squeezed(yTrue, yPred), ignored);
    }

    private static <T extends Operand<T>> T squeezed(T yTrue, T yPred) {
        boolean column =
                yTrue.shape().rank() == yPred.shape().rank() && yTrue.shape().dimOrUnknown(-1) == 1;
        return column ? Ops.squeeze(yTrue, -1) : yTrue;
    }
}
