package dev.norma.losses;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;
import org.jspecify.annotations.Nullable;

/** {@code -log(p of the label)} over an axis of classes; labels are class numbers from 0. */
public final class SparseCategoricalCrossentropy extends Crossentropy<SparseCategoricalCrossentropy> {
    private final Option<@Nullable Integer> ignoreClass =
            options().optional("ignoreClass", OptionType.INTEGER, Check.any());

    /** A label that costs nothing and does not count; none unless set. */
    public SparseCategoricalCrossentropy ignoreClass(int label) {
        options().set(ignoreClass, label);
        return this;
    }

    /** The label that costs nothing and does not count; null for none. */
    public @Nullable Integer ignoreClass() {
        return ignoreClass.get();
    }

    @Override
    public <T extends Operand<T>> T perExample(T yTrue, T yPred) {
        Integer ignored = ignoreClass.get();
        T labels = Ranks.classNumbers(yTrue, yPred);
        if (ignored == null) {
            return Ops.sparseCategoricalCrossentropy(labels, yPred, fromLogits(), axis());
        }
        T counted = Ops.cast(Ops.notEqual(labels, ignored), labels.dtype());
        T losses = Ops.sparseCategoricalCrossentropy(Ops.multiply(labels, counted), yPred, fromLogits(), axis());
        return Ops.where(Ops.notEqual(labels, ignored), losses, 0);
    }

    @Override
    protected <T extends Operand<T>> @Nullable T ownMask(T yTrue, T yPred) {
        Integer ignored = ignoreClass.get();
        return ignored == null ? null : Ops.notEqual(Ranks.classNumbers(yTrue, yPred), ignored);
    }
}
