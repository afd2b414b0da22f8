package dev.norma.losses;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;

/** {@code -sum(t log(p))} over an axis of classes; labels are probabilities, one hot or not. */
public final class CategoricalCrossentropy extends Crossentropy<CategoricalCrossentropy> {
    private final Option<Double> labelSmoothing = options().option("labelSmoothing", 0.0, Check.between(0, 1));

    /** How far labels are moved towards the same for all classes: from 0 to 1, 0 unless set. */
    public CategoricalCrossentropy labelSmoothing(double part) {
        options().set(labelSmoothing, part);
        return this;
    }

    @Override
    public <T extends Operand<T>> T perExample(T yTrue, T yPred) {
        T target = Ops.cast(yTrue, yPred.dtype());
        double smoothing = labelSmoothing.get();
        if (smoothing != 0) {
            double classes = yPred.shape().dim(-1);
            target = Ops.add(Ops.multiply(target, 1 - smoothing), smoothing / classes);
        }
        return Ops.categoricalCrossentropy(target, yPred, fromLogits(), axis());
    }
}
