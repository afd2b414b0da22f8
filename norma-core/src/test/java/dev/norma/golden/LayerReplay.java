package dev.norma.golden;

import dev.norma.autodiff.Gradients;
import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.Configured;
import dev.norma.layers.Context;
import dev.norma.layers.Layer;
import dev.norma.layers.Layers;
import dev.norma.layers.Normalization;
import dev.norma.layers.Weight;
import dev.norma.ops.Ops;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls a layer as a recorded case did: forward, gradients of sum(y * g), statistics afterwards. */
final class LayerReplay {
    private final GoldenCase golden;
    private final Precision precision;

    LayerReplay(GoldenCase golden, Precision precision) {
        this.golden = golden;
        this.precision = precision;
    }

    static Layer layer(GoldenCase golden, String policy) {
        Layer layer = Layers.named(golden.text("class"));
        layer.configure(golden.map("config"));
        computeIn(policy, layer);
        return layer;
    }

    /** As Keras' global policy does: the layer and those in it. */
    private static void computeIn(String policy, Layer layer) {
        ((Configured<?>) layer).dtype(policy);
        layer.layers().forEach(part -> computeIn(policy, part));
    }

    Map<String, Tensor> run() {
        return precision.on(this::replay);
    }

    private Map<String, Tensor> replay() {
        Layer layer = layer(golden, precision.policy);
        List<Tensor> inputs =
                golden.numbered("in").stream().map(precision::feed).toList();
        Map<String, Tensor> results = new LinkedHashMap<>();
        adapt(layer, results);
        List<TensorType> types = inputs.stream().map(x -> computed(x.type())).toList();
        layer.ensureBuilt(types);
        List<Tensor> weights = golden.numbered("w");
        if (!weights.isEmpty()) {
            layer.setWeights(weights.stream().map(precision::feed).toList());
        }
        draw(layer, inputs, results);
        for (Weight weight : layer.weights()) {
            results.put("after." + weight.name(), weight.value());
        }
        return results;
    }

    private TensorType computed(TensorType type) {
        return type.dtype().isFloat() ? type.withDType(precision.dtype) : type;
    }

    private void adapt(Layer layer, Map<String, Tensor> results) {
        Tensor data = golden.find("adapt");
        if (data != null && layer instanceof Normalization normalization) {
            normalization.adapt(precision.feed(data));
            results.put("adapted.mean", layer.weight("mean").value());
            results.put("adapted.variance", layer.weight("variance").value());
        }
    }

    private void draw(Layer layer, List<Tensor> inputs, Map<String, Tensor> results) {
        Trace trace = new Trace("replay of " + golden);
        List<Tensor> given = new ArrayList<>(inputs);
        List<Value> feeds = new ArrayList<>();
        inputs.forEach(input -> feeds.add(trace.feed("in", input.type())));
        Arguments arguments = Arguments.training(golden.flag("training"));
        Tensor mask = golden.find("mask");
        if (mask != null) {
            Tensor fed = precision.feed(mask);
            arguments = arguments.withMask(trace.feed("mask", fed.type()));
            given.add(fed);
        }
        Context context = Context.of(trace, false);
        Value y = layer.apply(feeds, context, arguments).getFirst();
        Map<String, Value> wanted = new LinkedHashMap<>();
        wanted.put("y", y);
        Value outputMask = context.maskOf(y);
        if (outputMask != null && golden.results().contains("y.mask")) {
            wanted.put("y.mask", outputMask);
        }
        Tensor cotangent = golden.find("g");
        if (cotangent != null) {
            Tensor g = precision.feed(cotangent);
            given.add(g);
            Value loss = Ops.sum(Ops.multiply(Ops.cast(y, g.dtype()), trace.feed("g", g.type())));
            gradients(layer, feeds, trace, loss, wanted);
        }
        if (golden.results().contains("loss.regularization")) {
            wanted.put("loss.regularization", penalty(layer, context).orElseGet(() -> y.constant(0)));
        }
        List<Tensor> values = new Launcher(trace.finish(List.copyOf(wanted.values()), false)).run(given);
        int i = 0;
        for (String name : wanted.keySet()) {
            results.put(name, values.get(i++));
        }
    }

    private static void gradients(Layer layer, List<Value> feeds, Trace trace, Value loss, Map<String, Value> wanted) {
        List<Value> with = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < feeds.size(); i++) {
            if (feeds.get(i).dtype().isFloat()) {
                with.add(feeds.get(i));
                names.add("dx." + i);
            }
        }
        for (Weight weight : layer.trainableWeights()) {
            with.add(trace.initial(weight.parameter()));
            names.add("dw." + weight.name());
        }
        List<Value> gradients = Gradients.of(loss, with);
        for (int i = 0; i < names.size(); i++) {
            wanted.put(names.get(i), gradients.get(i));
        }
    }

    private static Optional<Value> penalty(Layer layer, Context context) {
        List<Value> terms = new ArrayList<>(context.losses());
        for (Weight weight : layer.trainableWeights()) {
            if (weight.regularizer() != null) {
                terms.add(weight.regularizer().penalty(context.trace().initial(weight.parameter())));
            }
        }
        return terms.stream().map(term -> Ops.cast(term, DType.FLOAT64)).reduce(Ops::add);
    }
}
