package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.Context;
import dev.norma.layers.Freezing;
import dev.norma.layers.Weight;
import dev.norma.losses.Loss;
import dev.norma.metrics.Metric;
import dev.norma.ops.Ops;
import dev.norma.regularizers.Regularizer;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Program;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Draws a training or test step as one graph: forward, loss, gradients, update, statistics, metrics. */
final class StepDrawing {
    private final Network network;
    private final Compilation compilation;
    private final List<Scored> outputs;
    private final List<Metric> lossMeans;

    StepDrawing(Network network, Compilation compilation, List<Scored> outputs, List<Metric> lossMeans) {
        this.network = network;
        this.compilation = compilation;
        this.outputs = outputs;
        this.lossMeans = lossMeans;
    }

    /** The program of a step over batches of these types; the batch axis of all of them is open. */
    Program draw(Mode mode, FeedTypes types) {
        Trace trace = new Trace("a %s step of %s".formatted(mode.name().toLowerCase(Locale.ROOT), network.layer()));
        SequencedMap<String, Value> features = feeds(trace, types.features());
        List<Value> labels = List.copyOf(feeds(trace, types.labels()).values());
        Value weight = types.sampleWeight() == null ? null : trace.feed("sampleWeight", types.sampleWeight());
        boolean training = mode == Mode.TRAIN;
        Context context = Context.of(trace, training, compilation.freezing());
        List<Value> predictions = network.layer().apply(List.copyOf(features.values()), context, Arguments.NONE);
        Value batch = Ops.cast(Ops.size(predictions.getFirst(), 0), DType.FLOAT32);
        List<Value> losses = losses(labels, predictions, weight, context);
        Value total = total(losses, context);
        if (training) {
            update(trace, total);
        }
        return trace.finish(results(trace, labels, predictions, weight, total, losses, batch), guarded(training));
    }

    /** The program of a prediction. */
    static Program predict(Network network, Freezing freezing, FeedTypes types) {
        Trace trace = new Trace("a prediction of %s".formatted(network.layer()));
        List<Value> features = List.copyOf(feeds(trace, types.features()).values());
        Context context = Context.of(trace, false, freezing);
        return trace.finish(network.layer().apply(features, context, Arguments.NONE), false);
    }

    private boolean guarded(boolean training) {
        return training && compilation.onNonFinite() == OnNonFinite.THROW;
    }

    private static SequencedMap<String, Value> feeds(Trace trace, SequencedMap<String, TensorType> types) {
        SequencedMap<String, Value> feeds = new LinkedHashMap<>();
        types.forEach((name, type) -> feeds.put(name, trace.feed(name, type)));
        return feeds;
    }

    private List<Value> losses(List<Value> labels, List<Value> predictions, @Nullable Value weight, Context context) {
        List<Value> losses = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Loss loss = outputs.get(i).loss();
            if (loss != null) {
                Value prediction = predictions.get(i);
                Value wide = prediction.dtype() == DType.FLOAT64 ? prediction : Ops.cast(prediction, DType.FLOAT32);
                losses.add(loss.of(labels.get(i), wide, weight, context.maskOf(prediction)));
            }
        }
        return losses;
    }

    /** The weighted losses, those that layers added, and the penalties on weights that are trained. */
    private Value total(List<Value> losses, Context context) {
        List<Value> terms = new ArrayList<>();
        List<Double> weights = outputs.stream()
                .filter(o -> o.loss() != null)
                .map(Scored::lossWeight)
                .toList();
        for (int i = 0; i < losses.size(); i++) {
            double weight = weights.get(i);
            terms.add(weight == 1 ? losses.get(i) : Ops.multiply(losses.get(i), weight));
        }
        context.losses().forEach(terms::add);
        for (Weight weight : network.layer().penalizedWeights(compilation.freezing())) {
            Regularizer penalty = Objects.requireNonNull(weight.regularizer());
            terms.add(penalty.penalty(context.trace().initial(weight.parameter())));
        }
        if (terms.isEmpty()) {
            throw new Complaint(
                            "%s has nothing to minimize".formatted(network.layer()),
                            "a loss in compile, or one that a layer adds",
                            "none",
                            "compile(optimizer, loss)")
                    .asState();
        }
        DType widest = terms.stream().anyMatch(t -> t.dtype() == DType.FLOAT64) ? DType.FLOAT64 : DType.FLOAT32;
        Value total = Ops.cast(terms.getFirst(), widest);
        for (Value term : terms.subList(1, terms.size())) {
            total = Ops.add(total, Ops.cast(term, widest));
        }
        return total;
    }

    private void update(Trace trace, Value total) {
        List<Weight> weights = network.layer().trainableWeights(compilation.freezing());
        List<Parameter> parameters = weights.stream().map(Weight::parameter).toList();
        Update.draw(trace, compilation.optimizer(), parameters, weights, total);
    }

    /** The loss of this batch, then the numbers over all batches so far, in the order of the logs. */
    private List<Value> results(
            Trace trace,
            List<Value> labels,
            List<Value> predictions,
            @Nullable Value weight,
            Value total,
            List<Value> losses,
            Value batch) {
        List<Value> results = new ArrayList<>();
        results.add(total);
        for (int i = 0; i < lossMeans.size(); i++) {
            Value loss = i == 0 ? total : losses.get(i - 1);
            lossMeans.get(i).update(trace, loss, loss, batch);
            results.add(lossMeans.get(i).result(trace));
        }
        for (int i = 0; i < outputs.size(); i++) {
            Value prediction = predictions.get(i);
            for (Metric metric : outputs.get(i).metrics()) {
                metric.update(trace, labels.get(i), prediction, null);
                results.add(metric.result(trace));
            }
            for (Metric metric : outputs.get(i).weightedMetrics()) {
                metric.update(trace, labels.get(i), prediction, weight);
                results.add(metric.result(trace));
            }
        }
        return results;
    }
}
