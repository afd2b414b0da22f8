package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Applies a layer to each step of a sequence by itself, with the same weights.
 *
 * <pre>
 *   x        [batch, steps, ...]
 *   mask     [batch, steps, ...]    its part for the step goes to the layer; the whole hangs on the result
 *   result   [batch, steps, ...]    what the layer makes of [batch, ...], step by step
 * </pre>
 *
 * <p>The layer is called once for each step, in order: a batch normalization inside normalizes each step by the statistics
 * of that step alone, and its moving averages follow all of them, one after the other. The number of steps is therefore to
 * be known, but for layers that take each example by itself.
 */
public final class TimeDistributed extends Configured<TimeDistributed> {
    private final Option<Layer> layer = options().required("layer", Layers.TYPE, Check.any());

    /** A layer to be configured. */
    public TimeDistributed() {}

    /** This layer for each step. */
    public TimeDistributed(Layer layer) {
        set(this.layer, layer);
        configured();
    }

    /** The layer that each step goes through. */
    public Layer layer() {
        return layer.get();
    }

    @Override
    protected void configured() {
        if (layer.isGiven()) {
            child("layer", layer.get());
        }
    }

    @Override
    protected void build(List<TensorType> inputs) {
        TensorType sequence = inputs.getFirst();
        if (sequence.rank() < 3) {
            throw new ShapeException(
                    "TimeDistributed needs sequences",
                    "rank 3 or more: [batch, steps, ...]",
                    "rank %d: %s".formatted(sequence.rank(), sequence.shape()),
                    "apply the layer itself, or give it a sequence");
        }
        if (layer.get().activityRegularizer() != null) {
            throw new Complaint(
                            "TimeDistributed cannot penalize the output of each step",
                            "an activityRegularizer of TimeDistributed itself, or none",
                            "one of %s, which Keras leaves out here".formatted(layer.get()),
                            "set it on TimeDistributed")
                    .asArgument();
        }
        layer.get().ensureBuilt(List.of(sequence.withShape(sequence.shape().without(1))));
    }

    @Override
    protected void check(List<TensorType> inputs) {
        Checks.rank(
                "TimeDistributed",
                builtFor().getFirst().shape(),
                inputs.getFirst().shape());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        Value x = inputs.only();
        Value mask = context.mask();
        if (mask != null) {
            checkMask(mask.shape(), x.shape());
        }
        return x.shape().isKnown(1) ? stepByStep(x, mask, context) : together(x, mask, context);
    }

    private Value stepByStep(Value x, @Nullable Value mask, Context context) {
        List<Value> steps = Ops.unstack(x, 1);
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Value counts = mask == null ? null : Ops.take(mask, i, 1);
            results.add(step(steps.get(i), counts, context));
        }
        return Ops.stack(results, 1);
    }

    private Value step(Value x, @Nullable Value mask, Context context) {
        Arguments arguments = mask == null ? Arguments.NONE : Arguments.mask(mask);
        return layer.get().apply(List.of(x), context, arguments).getFirst();
    }

    /** All steps as examples of one batch: where their number is not known. */
    private Value together(Value x, @Nullable Value mask, Context context) {
        if (context.training() && mixesExamples(layer.get())) {
            throw new ShapeException(
                    "TimeDistributed cannot train a batch normalization over an unknown number of steps",
                    "the size of axis 1, as each step has statistics of its own",
                    x.shape().toString(),
                    "declare the number of steps: Input.of(steps, ...)");
        }
        Value y = step(joined(x), mask == null ? null : joined(mask), context);
        int[] inner = IntStream.range(2, x.shape().rank()).toArray();
        Value sequence = Ops.cast(Ops.any(Ops.equal(x, x), inner), y.dtype());
        int[] outer = IntStream.range(2, y.shape().rank() + 1).toArray();
        Value like = Ops.add(Ops.expandDims(sequence, outer), Ops.expandDims(Ops.slice(y, 0, 0, 1), 0));
        return Ops.reshapeLike(y, like);
    }

    private static boolean mixesExamples(Layer layer) {
        return layer instanceof BatchNormalization || layer.layers().stream().anyMatch(TimeDistributed::mixesExamples);
    }

    private static Value joined(Value x) {
        Shape step = x.shape().slice(2, x.shape().rank());
        return Ops.reshape(x, Shape.of(Shape.UNKNOWN).concat(step));
    }

    private static void checkMask(Shape mask, Shape x) {
        if (mask.rank() < 2 || !x.slice(0, 2).accepts(mask.slice(0, 2))) {
            throw new ShapeException(
                    "TimeDistributed cannot use this mask",
                    "a mask that begins with %s, as x of shape %s does".formatted(x.slice(0, 2), x),
                    "mask of shape " + mask,
                    "give one value for each example and step");
        }
    }
}
