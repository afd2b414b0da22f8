package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;

/** The moving averages of a batch normalization while a batch is drawn: how they follow its statistics. */
final class Moving {
    private final Context context;
    private final Value x;
    private final int axis;

    Moving(Context context, Value x, int axis) {
        this.context = context;
        this.x = x;
        this.axis = axis;
    }

    /** The stored value, in the shape of the batch's statistics and in their type; a constant to gradients. */
    Value stored(String name, Value like) {
        return Ops.stopGradient(Ops.cast(Ops.reshape(context.value(name), like.shape()), like.dtype()));
    }

    /** {@code stored * momentum + batch * (1 - momentum)} becomes the stored value, and is given back. */
    Value follow(String name, Value batch, double momentum) {
        Value old = stored(name, batch);
        Value next = Ops.add(Ops.multiply(old, momentum), Ops.multiply(Ops.stopGradient(batch), 1 - momentum));
        set(name, next);
        return next;
    }

    /** The stored value becomes this one, unless the batch is empty. */
    void set(String name, Value next) {
        Value kept = context.value(name);
        Value flat = Ops.cast(Ops.reshape(next, kept.shape()), kept.dtype());
        if (!x.shape().isStatic() || x.shape().size() == 0) {
            int[] reduced = Along.others(x.shape(), axis).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            Value counted = reduced.length == 0 ? null : Ops.greater(Ops.size(x, DType.INT32, reduced), 0);
            flat = counted == null ? flat : Ops.where(counted, flat, kept);
        }
        context.update(name, flat);
    }
}
