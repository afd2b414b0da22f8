package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.Context;
import dev.norma.layers.Freezing;
import dev.norma.layers.Weight;
import dev.norma.metrics.Metric;
import dev.norma.ops.Ops;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Program;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws a training or test step as one graph: forward, loss, gradients, update, statistics, metrics. */
final class StepDrawing {
    /** What the loss of a batch is called in errors. */
    static final String LOSS = "the loss";

    private final Network network;
    private final Compilation compilation;
    private final List<Scored> outputs;
    private final List<Metric> lossMeans;
    private final List<String> names;

    StepDrawing(Network network, Compilation compilation, Scoring scoring) {
        this.network = network;
        this.compilation = compilation;
        this.outputs = scoring.outputs();
        this.lossMeans = scoring.lossMeans();
        this.names = scoring.names();
    }

    /** The program of a step over batches of these types; the batch axis of all of them is open. */
    Program draw(Mode mode, FeedTypes types) {
        Trace trace = new Trace("a %s step of %s".formatted(mode.inWords(), network.layer()));
        SequencedMap<String, Value> features = FeedTypes.feeds(trace, types.features());
        List<Value> labels = List.copyOf(FeedTypes.feeds(trace, types.labels()).values());
        Value weight = types.sampleWeight() == null ? null : trace.feed("sampleWeight", types.sampleWeight());
        boolean training = mode == Mode.TRAIN;
        Context context = Context.of(trace, training, compilation.freezing());
        List<Value> predictions = network.layer().apply(List.copyOf(features.values()), context, Arguments.NONE);
        List<Judged> judged = judged(labels, predictions, weight, context);
        List<Value> losses =
                judged.stream().map(Judged::loss).filter(Objects::nonNull).toList();
        Value total = total(losses, context);
        List<Value> results = results(trace, total, losses, judged, features);
        if (training) { // last, as nothing builds an optimizer back
            List<Weight> trained = network.layer().trainableWeights(compilation.freezing());
            List<Parameter> parameters = trained.stream().map(Weight::parameter).toList();
            Update.draw(trace, compilation.optimizer(), total, parameters, trained);
        }
        return trace.finish(results, resultNames(), guarded(training));
    }

    /** The program of a prediction. */
    static Program predict(Network network, Freezing freezing, FeedTypes types) {
        Trace trace = new Trace("a prediction of %s".formatted(network.layer()));
        List<Value> features =
                List.copyOf(FeedTypes.feeds(trace, types.features()).values());
        Context context = Context.of(trace, false, freezing);
        return trace.finish(network.layer().apply(features, context, Arguments.NONE), false);
    }

    private List<String> resultNames() {
        List<String> called = new ArrayList<>(List.of(LOSS));
        names.forEach(name -> called.add("\"%s\" in the logs".formatted(name)));
        return called;
    }

    private boolean guarded(boolean training) {
        return training && compilation.onNonFinite() == OnNonFinite.THROW;
    }

    private List<Judged> judged(List<Value> labels, List<Value> predictions, @Nullable Value weight, Context context) {
        return IntStream.range(0, outputs.size())
                .mapToObj(i -> new Judged(
                        outputs.get(i),
                        i < network.outputs().size()
                                ? network.outputs().get(i)
                                : network.layer().name(),
                        i < labels.size() ? labels.get(i) : null,
                        predictions.get(i),
                        weight,
                        context.maskOf(predictions.get(i))))
                .toList();
    }

    /** What the step minimizes: the weighted losses, those that layers added, and the penalties on weights. */
    private Value total(List<Value> losses, Context context) {
        List<Value> weighted = new ArrayList<>();
        for (Scored output : outputs) {
            if (output.loss() != null) {
                Value loss = losses.get(weighted.size());
                weighted.add(output.lossWeight() == 1 ? loss : Ops.multiply(loss, output.lossWeight()));
            }
        }
        return Objective.of(weighted, context, network.layer().penalizedWeights(compilation.freezing())).stream()
                .findFirst()
                .orElseThrow(() -> new Complaint(
                                "%s has nothing to minimize".formatted(network.layer()),
                                "a loss in compile, or one that a layer adds",
                                "none",
                                "compile(optimizer, loss)")
                        .asState());
    }

    /** The loss of this batch, then the numbers over all batches so far, in the order of the logs. */
    private List<Value> results(
            Trace trace, Value total, List<Value> losses, List<Judged> judged, SequencedMap<String, Value> features) {
        Value rows = Ops.cast(Ops.size(features.firstEntry().getValue(), 0), DType.FLOAT32);
        List<Value> results = new ArrayList<>();
        results.add(total);
        for (int i = 0; i < lossMeans.size(); i++) {
            Value loss = i == 0 ? total : losses.get(i - 1);
            lossMeans.get(i).update(trace, loss, loss, rows);
            results.add(lossMeans.get(i).result(trace));
        }
        judged.forEach(output -> output.tellMetrics(trace, results));
        judged.forEach(output -> output.tellWeightedMetrics(trace, results));
        return results;
    }
}
