package dev.norma.losses;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.ops.Ops;
import dev.norma.tensor.Operand;
import java.util.List;

/** The mean, over an axis, of {@code -(t log(p) + (1 - t) log(1 - p))}. */
public final class BinaryCrossentropy extends Crossentropy<BinaryCrossentropy> {
    private final Option<Double> labelSmoothing = options().option("labelSmoothing", 0.0, Check.between(0, 1));

    /** How far labels are moved towards one half: from 0 to 1, 0 unless set. */
    public BinaryCrossentropy labelSmoothing(double part) {
        options().set(labelSmoothing, part);
        return this;
    }

    @Override
    public <T extends Operand<T>> T perExample(T yTrue, T yPred) {
        List<T> pair = Ranks.same(Ops.cast(yTrue, yPred.dtype()), yPred);
        T target = pair.get(0);
        double smoothing = labelSmoothing.get();
        if (smoothing != 0) {
            target = Ops.add(Ops.multiply(target, 1 - smoothing), 0.5 * smoothing);
        }
        return Ops.mean(Ops.binaryCrossentropy(target, pair.get(1), fromLogits()), axis());
    }
}
