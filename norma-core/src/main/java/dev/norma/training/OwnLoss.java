package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.layers.Context;
import dev.norma.layers.Freezing;
import dev.norma.layers.Weight;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.ShapeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The loss of a function of one's own as it was drawn, with what layers added and the penalties on weights.
 *
 * @param batch what is fed
 * @param weights those of layers that the function met
 * @param trained what an optimizer moves of all that the function met
 */
record OwnLoss(Trace trace, BatchValues batch, Value loss, List<Weight> weights, List<Parameter> trained) {
    static OwnLoss draw(String name, BatchFunction function, FeedTypes types, boolean training) {
        Trace trace = new Trace(name);
        BatchValues batch = new BatchValues(
                FeedTypes.feeds(trace, types.features()),
                FeedTypes.feeds(trace, types.labels()),
                types.sampleWeight() == null ? null : trace.feed("sample weight", types.sampleWeight()));
        Context context = Context.of(trace, training);
        Value loss = checked(trace, Context.withoutNewLayers(() -> function.loss(batch, context)));
        List<Parameter> trained =
                trace.met().stream().filter(context::isTrained).toList();
        List<Weight> weights = context.weights();
        List<Weight> penalized = weights.stream()
                .filter(weight ->
                        weight.layer().penalizedWeights(Freezing.CURRENT).contains(weight))
                .toList();
        Value total = Objective.of(List.of(loss), context, penalized).getFirst();
        return new OwnLoss(trace, batch, total, weights, trained);
    }

    /** Refuses what cannot be minimized, before anything is built for it. */
    private static Value checked(Trace trace, @Nullable Value loss) {
        if (loss == null) {
            throw new Complaint("the loss is missing", "a value that the function returns", "null", "return the loss")
                    .asState();
        }
        trace.requireOwn("the loss", loss);
        if (loss.shape().rank() != 0) {
            throw new ShapeException(
                    "the loss is not one number",
                    "a scalar",
                    loss.type().toString(),
                    "take its mean over the batch: Ops.mean(loss)");
        }
        if (!loss.dtype().isFloat()) {
            throw new DTypeException(
                    "the loss has no gradient",
                    "a floating-point number",
                    loss.type().toString(),
                    "compute it of floating-point numbers without casting them to others on the way");
        }
        return loss;
    }

    /** The weights of layers that are trained. */
    List<Weight> trainedWeights() {
        return weights.stream()
                .filter(weight -> trained.contains(weight.parameter()))
                .toList();
    }

    /** The features that gradients can be taken of. */
    SequencedMap<String, Value> floatFeatures() {
        SequencedMap<String, Value> floats = new LinkedHashMap<>();
        batch.features().forEach((name, feature) -> {
            if (feature.dtype().isFloat()) {
                floats.put(name, feature);
            }
        });
        return floats;
    }
}
