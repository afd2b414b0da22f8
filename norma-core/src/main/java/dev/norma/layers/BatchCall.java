package dev.norma.layers;

import dev.norma.graph.Moments;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import dev.norma.tensor.DTypeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One call of a batch normalization while it is drawn. */
final class BatchCall {
    private final BatchNormalization layer;
    private final Context context;
    private final Channels channels;
    private final Value x;
    private final @Nullable Value mask;

    BatchCall(BatchNormalization layer, Value input, Context context) {
        this.layer = layer;
        this.context = context;
        this.channels = layer.channels();
        this.x = wide(input);
        this.mask = context.mask();
        if (mask != null) {
            BatchMask.checkRank(mask, x);
        }
    }

    /** The input in the type in which everything is computed. */
    private Value wide(Value input) {
        Value given = input;
        if (!given.dtype().isFloat() && layer.semantics() == Semantics.TF1_LAYERS) {
            throw new DTypeException(
                    "a batch normalization of TensorFlow 1 does not take this element type",
                    "a floating-point type",
                    input.type().toString(),
                    "cast the input first");
        }
        if (!given.dtype().isFloat() && layer.semantics() == Semantics.TF_KERAS) {
            given = Ops.cast(given, layer.policy().compute());
        }
        return Ops.cast(given, Moments.dtype(given.dtype()));
    }

    Value draw() {
        BatchUse use = BatchUse.of(layer, context);
        Value y;
        if (use.trains()) {
            y = training(use);
        } else if (use.normalizes()) {
            Statistics<Value> batch = whole();
            y = normalized(x, batch.mean(), batch.variance(), affine(0));
        } else {
            y = byStored();
        }
        Value result = Ops.cast(y, layer.policy().compute());
        BatchWatch watch = context.watch();
        if (watch != null) {
            watch.normalized(layer, context.path(), x, weights(), result, whole(), use.normalizes());
        }
        return result;
    }

    private Value training(BatchUse use) {
        BatchView view = BatchViews.of(layer, x, mask, context);
        Value seen = view.of(x);
        BatchStatistics batch = view.statistics(x, seen, weights());
        Moving moving = new Moving(layer, context, x);
        Renorm correction = layer.renorm() ? Renorm.of(layer, moving, batch, context) : null;
        Value y = use.normalizes() ? byBatch(view, seen, batch, correction) : byStored();
        if (use.updates()) {
            moving.follow(batch, correction);
        }
        return y;
    }

    private Value byBatch(BatchView view, Value seen, BatchStatistics batch, @Nullable Renorm correction) {
        Affine affine = Affine.IDENTITY;
        if (correction != null) {
            affine = affine.then(correction.r(), correction.d());
        }
        Adjustment adjustment = layer.adjustment.get();
        if (adjustment != null) {
            Adjustment.Adjusted adjusted = adjustment.adjust(x, context);
            affine = affine.then(beside(adjusted.scale()), beside(adjusted.bias()));
        }
        Affine last = affine(view.further());
        Statistics<Value> by = batch.normalizing();
        Value y = normalized(seen, by.mean(), by.variance(), affine.then(last.scale(), last.offset()));
        return view.back(y, x);
    }

    /** Stored statistics are constants to gradients. */
    private Value byStored() {
        return normalized(x, stored("moving_mean"), stored("moving_variance"), affine(0));
    }

    private Value stored(String name) {
        return Ops.stopGradient(weight(name, 0));
    }

    private Value normalized(Value of, Value mean, Value variance, Affine behind) {
        return Ops.normalize(of, mean, variance, behind.scale(), behind.offset(), layer.epsilon());
    }

    /** Gamma and beta. */
    private Affine affine(int further) {
        return new Affine(
                layer.scale.get() ? weight("gamma", further) : null,
                layer.center.get() ? weight("beta", further) : null);
    }

    private Value weight(String name, int further) {
        return channels.beside(context.value(name), x.dtype(), further);
    }

    /** Something that broadcasts against x, of x's rank and type. */
    private Value beside(Value given) {
        int missing = x.shape().rank() - given.shape().rank();
        int[] front = new int[Math.max(0, missing)];
        Arrays.setAll(front, axis -> axis);
        return Ops.cast(Ops.expandDims(given, front), x.dtype());
    }

    /** The statistics of the whole batch. */
    private Statistics<Value> whole() {
        return Ops.moments(x, channels.reduced(), weights(), layer.semantics().weighting());
    }

    private @Nullable Value weights() {
        return mask == null ? null : BatchMask.weights(mask, x, layer.semantics(), layer.policy(), context);
    }
}
