package dev.norma.training;

import dev.norma.graph.Constant;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.Freezing;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Program;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws a network in inference for the moments of what comes to its batch normalizations: nothing else is computed. */
final class RecalibrationDrawing {
    private final Trace trace;
    private final List<Value> weights = new ArrayList<>();
    private final NormalizationCalls calls;

    /**
     * A drawing over batches of these types.
     *
     * @param byBatch the layers that normalize by their batch
     * @param known values in place of those that parameters have
     */
    RecalibrationDrawing(
            RecalibrationSubject subject,
            FeedTypes types,
            Predicate<BatchNormalization> byBatch,
            Map<Parameter, Tensor> known) {
        this.trace = new Trace("a recalibration of " + subject.owner());
        this.calls = NormalizationCalls.byBatch(byBatch);
        SequencedMap<String, Value> features = FeedTypes.feeds(trace, types.features());
        SequencedMap<String, Value> labels = FeedTypes.feeds(trace, types.labels());
        if (types.sampleWeight() != null) {
            weights.add(trace.feed("sampleWeight", types.sampleWeight()));
        }
        known.forEach((parameter, value) ->
                trace.update(parameter, Node.of(new Constant(value)).results().getFirst()));
        Context context = Context.of(trace, false, Freezing.CURRENT, calls);
        subject.forward().draw(features, labels, context);
        trace.dropUpdates();
    }

    /** The state that a training step of the subject would move, as its layers are frozen now. */
    static Set<Parameter> moved(RecalibrationSubject subject, FeedTypes types) {
        Trace trace = new Trace("a training step of " + subject.owner());
        Context context = Context.of(trace, true, Freezing.CURRENT, NormalizationCalls.asTheyAre());
        subject.forward()
                .draw(FeedTypes.feeds(trace, types.features()), FeedTypes.feeds(trace, types.labels()), context);
        return Set.copyOf(trace.finish(List.of(), false).updated());
    }

    /** The calls of batch normalizations, in their order. */
    List<NormalizationCall> calls() {
        return calls.met();
    }

    /** A program whose results are mean, variance and count of each of these calls, in turn. */
    Program program(List<NormalizationCall> wanted) {
        List<Value> results = new ArrayList<>();
        for (NormalizationCall call : wanted) {
            call.refuseInBody("recalibrate");
            Statistics<Value> moments = moments(call);
            results.addAll(List.of(moments.mean(), moments.variance(), moments.divisor()));
        }
        return trace.finish(results, false);
    }

    private Statistics<Value> moments(NormalizationCall call) {
        Value x = call.x();
        Value counts = counts(call);
        List<Integer> axes = IntStream.range(0, x.shape().rank())
                .filter(axis -> isReduced(call, axis))
                .boxed()
                .toList();
        Value counted = counts == null ? x : Ops.where(Ops.notEqual(counts, 0), x, 0); // NaN times 0 is no 0
        return Ops.moments(counted, axes, counts, Weighting.MULTIPLIED);
    }

    private static boolean isReduced(NormalizationCall call, int axis) {
        return call.batch().mean().shape().dimOrUnknown(axis) == 1;
    }

    /** How much each value counts; null where all count alike. */
    private @Nullable Value counts(NormalizationCall call) {
        DType dtype = call.x().dtype();
        Value mask = call.weights() == null ? null : Ops.cast(call.weights(), dtype);
        if (weights.isEmpty()) {
            return mask;
        }
        if (!isReduced(call, 0)) {
            throw new Complaint(
                            "recalibrate cannot count sample weights in layer \"%s\"".formatted(call.path()),
                            "an input with the samples on its first axis",
                            "%s, of which axis 0 has the channels"
                                    .formatted(call.x().shape()),
                            "leave the layer out: Recalibration.exact().layers(...), or give data without sample weights")
                    .asArgument();
        }
        long[] dims = new long[call.x().shape().rank()];
        Arrays.fill(dims, 1);
        dims[0] = Shape.UNKNOWN;
        Value perSample = Ops.cast(Ops.reshape(weights.getFirst(), dims), dtype);
        return mask == null ? perSample : Ops.multiply(mask, perSample);
    }
}
