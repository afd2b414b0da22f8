package dev.norma.golden;

import dev.norma.autodiff.Gradients;
import dev.norma.graph.Value;
import dev.norma.layers.Adjustment;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.Weight;
import dev.norma.ops.Ops;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Runs the steps of a case of the grid: forward, gradients of sum(y * g), statistics after each step. The program is drawn
 * once; the batch's size is open while it is.
 */
final class GridReplay {
    private final GoldenCase golden;
    private final Precision precision;
    private final BatchNormalization layer = new BatchNormalization();
    private final Map<String, List<Tensor>> results = new LinkedHashMap<>();

    GridReplay(GoldenCase golden, Precision precision) {
        this.golden = golden;
        this.precision = precision;
    }

    Map<String, Tensor> run() {
        return precision.on(this::replay);
    }

    private Map<String, Tensor> replay() {
        prepare();
        Trace trace = new Trace("replay of " + golden);
        List<String> fed = new ArrayList<>(List.of("x", "g"));
        if (golden.find("mask") != null) {
            fed.add("mask");
        }
        List<Value> feeds = fed.stream().map(role -> feed(trace, role)).toList();
        Arguments arguments = Arguments.training(golden.flag("training"));
        if (fed.contains("mask")) {
            arguments = arguments.withMask(feeds.getLast());
        }
        Value y = layer.apply(List.of(feeds.getFirst()), Context.of(trace, false), arguments)
                .getFirst();
        Map<String, Value> wanted = new LinkedHashMap<>(Map.of("y", y));
        gradients(trace, feeds.getFirst(), Ops.sum(Ops.multiply(Ops.cast(y, precision.fed()), feeds.get(1))), wanted);
        Launcher launcher = new Launcher(trace.finish(List.copyOf(wanted.values()), false));
        for (int step = 0; step < golden.integer("steps"); step++) {
            int k = step;
            List<Tensor> values =
                    launcher.run(fed.stream().map(role -> fed(role, k)).toList());
            List<String> names = List.copyOf(wanted.keySet());
            for (int i = 0; i < names.size(); i++) {
                collect(names.get(i), values.get(i));
            }
            for (Weight weight : layer.weights()) {
                collect("after." + weight.name(), weight.value());
            }
        }
        Map<String, Tensor> stacked = new LinkedHashMap<>();
        results.forEach((name, all) -> stacked.put(name, Ops.stack(all, 0)));
        return stacked;
    }

    private void prepare() {
        Map<String, Object> config = new LinkedHashMap<>(golden.map("config"));
        config.put("semantics", golden.text("profile"));
        layer.configure(config);
        layer.dtype(precision.policy);
        Tensor scale = golden.find("adjustment_scale");
        if (scale != null) {
            layer.adjustment(Adjustment.of(precision.feed(scale), precision.feed(golden.array("adjustment_bias"))));
        }
        long[] dims = golden.list("shape").stream()
                .mapToLong(size -> ((Number) size).longValue())
                .toArray();
        layer.ensureBuilt(List.of(TensorType.of(precision.dtype, dims)));
        layer.setWeights(golden.numbered("w").stream().map(precision::feed).toList());
    }

    private Value feed(Trace trace, String role) {
        Tensor first = fed(role, 0);
        return trace.feed(role, first.type().withShape(first.shape().withDim(0, Shape.UNKNOWN)));
    }

    private Tensor fed(String role, int step) {
        Tensor all = golden.array(role);
        Tensor one = precision.feed(all.dtype() == DType.BOOL ? all.cast(DType.UINT8) : all);
        return Ops.squeeze(Ops.slice(one, 0, step, step + 1), 0);
    }

    private void gradients(Trace trace, Value x, Value loss, Map<String, Value> wanted) {
        List<Value> with = new ArrayList<>(List.of(x));
        List<String> names = new ArrayList<>(List.of("dx"));
        for (Weight weight : layer.trainableWeights()) {
            with.add(trace.initial(weight.parameter()));
            names.add("d" + weight.name());
        }
        List<Value> gradients = Gradients.of(loss, with);
        for (int i = 0; i < names.size(); i++) {
            wanted.put(names.get(i), Objects.requireNonNull(gradients.get(i)));
        }
    }

    private void collect(String name, Tensor value) {
        if (Set.copyOf(golden.results()).contains(name)) {
            results.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
    }
}
