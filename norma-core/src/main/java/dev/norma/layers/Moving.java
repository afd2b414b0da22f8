package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import org.jspecify.annotations.Nullable;

/** The moving averages of a batch normalization while a batch is drawn: how they follow its statistics. */
final class Moving {
    private final BatchNormalization layer;
    private final Context context;
    private final Value x;

    Moving(BatchNormalization layer, Context context, Value x) {
        this.layer = layer;
        this.context = context;
        this.x = x;
    }

    /** The stored value, in the shape of the batch's statistics and in their type; a constant to gradients. */
    Value stored(String name, Value like) {
        Value kept = context.value(name);
        return Ops.stopGradient(Ops.cast(Ops.reshape(kept, like.shape()), like.dtype()));
    }

    /** All averages move towards the batch, in Keras' order. */
    void follow(BatchStatistics batch, @Nullable Renorm correction) {
        if (correction == null) {
            follow("moving_mean", batch.mean(), layer.momentum());
            follow("moving_variance", batch.variance(), layer.momentum());
            return;
        }
        follow("renorm_mean", batch.mean(), layer.renormMomentum());
        follow("renorm_stddev", correction.stddev(), layer.renormMomentum());
        follow("moving_mean", batch.mean(), layer.momentum());
        Value stddev = follow("moving_stddev", correction.stddev(), layer.momentum());
        set("moving_variance", Ops.relu(Ops.subtract(Ops.square(stddev), layer.epsilon())));
    }

    /** An average moves, and is given back before it is rounded to the weight's type. */
    private Value follow(String name, Value batch, double momentum) {
        Value old = stored(name, batch);
        Value statistic = Ops.stopGradient(batch);
        double share = layer.semantics().share(momentum);
        Value next = layer.semantics().isLegacy()
                ? Ops.subtract(old, Ops.multiply(Ops.subtract(old, statistic), share))
                : Ops.add(Ops.multiply(old, momentum), Ops.multiply(statistic, share));
        set(name, next);
        return next;
    }

    /** The stored value becomes this one, unless the batch is empty. */
    private void set(String name, Value next) {
        Value kept = context.value(name);
        context.update(name, unlessEmpty(Ops.cast(Ops.reshape(next, kept.shape()), kept.dtype()), kept));
    }

    /** What follows from the batch, or something else where it is empty: then it has no statistics. */
    Value unlessEmpty(Value ofBatch, Value otherwise) {
        int[] reduced =
                layer.channels().reduced().stream().mapToInt(Integer::intValue).toArray();
        boolean mayBeEmpty = !x.shape().isStatic() || x.shape().size() == 0;
        return mayBeEmpty && reduced.length > 0
                ? Ops.where(Ops.greater(Ops.size(x, DType.INT32, reduced), 0), ofBatch, otherwise)
                : ofBatch;
    }
}
