package dev.norma.golden;

import dev.norma.graph.Value;
import dev.norma.layers.Configured;
import dev.norma.layers.Input;
import dev.norma.layers.Layer;
import dev.norma.layers.Layers;
import dev.norma.layers.Weight;
import dev.norma.losses.Loss;
import dev.norma.losses.Losses;
import dev.norma.models.Model;
import dev.norma.optimizers.Optimizer;
import dev.norma.optimizers.Optimizers;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Trains a network as a recorded case did, step by step, from the recorded weights. */
final class NetworkReplay {
    private final GoldenCase golden;
    private final Precision precision;
    private final Map<String, Layer> layers = new LinkedHashMap<>();

    NetworkReplay(GoldenCase golden, Precision precision) {
        this.golden = golden;
        this.precision = precision;
    }

    Map<String, Tensor> run() {
        return precision.on(this::replay);
    }

    private Map<String, Tensor> replay() {
        Model model = model();
        List<Weight> weights = golden.list("weights").stream().map(this::weight).toList();
        for (int i = 0; i < weights.size(); i++) {
            weights.get(i).set(precision.feed(golden.array("w." + i)));
        }
        model.compile(optimizer(), loss());
        Map<String, Tensor> results = new LinkedHashMap<>();
        for (int step = 0; step < golden.integer("steps"); step++) {
            results.put("loss." + step, Tensor.of(step(model, step)).reshape());
            for (int i = 0; i < weights.size(); i++) {
                results.put("w.%d.%d".formatted(step, i), weights.get(i).value());
            }
        }
        results.put("predict", model.predict(precision.feed(golden.array("x.0"))));
        return results;
    }

    private double step(Model model, int step) {
        Tensor x = precision.feed(golden.array("x." + step));
        Tensor y = precision.feed(golden.array("y." + step));
        Tensor weight = golden.find("sample_weight." + step);
        if (weight != null) {
            return model.trainOnBatch(x, y, weight).get("loss");
        }
        Map<Integer, Double> classes = new LinkedHashMap<>();
        golden.map("class_weight")
                .forEach((name, value) -> classes.put(Integer.valueOf(name), ((Number) value).doubleValue()));
        return model.trainOnBatch(x, y, classes).get("loss");
    }

    private Optimizer<?> optimizer() {
        Map<String, Object> said = golden.map("optimizer");
        Optimizer<?> optimizer = Optimizers.family().named((String) said.get("class"));
        optimizer.options().configure(config(said));
        return optimizer;
    }

    private Loss loss() {
        Map<String, Object> said = golden.map("loss");
        Loss loss = Losses.family().named((String) said.get("class"));
        loss.options().configure(config(said));
        return loss;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> config(Map<String, Object> said) {
        return (Map<String, Object>) said.getOrDefault("config", Map.of());
    }

    private Weight weight(Object path) {
        List<String> parts = List.of(((String) path).split("/", -1));
        return Objects.requireNonNull(layers.get(parts.getFirst())).weight(parts.getLast());
    }

    @SuppressWarnings("unchecked")
    private Model model() {
        Map<String, Object> input = golden.map("input");
        long[] dims = ((List<Number>) input.get("shape"))
                .stream().mapToLong(Number::longValue).toArray();
        DType dtype = "int32".equals(input.get("dtype")) ? DType.INT32 : precision.fed();
        Value first = Input.of(dtype, dims);
        Map<String, Value> values = new LinkedHashMap<>(Map.of("input", first));
        Value last = first;
        for (Object each : golden.list("layers")) {
            Map<String, Object> said = (Map<String, Object>) each;
            List<String> inputs = (List<String>) said.get("inputs");
            Value[] given = inputs == null
                    ? new Value[] {last}
                    : inputs.stream().map(values::get).toArray(Value[]::new);
            last = layer(said).apply(given);
            values.put((String) said.get("name"), last);
        }
        return new Model(first, last);
    }

    private Layer layer(Map<String, Object> said) {
        if (said.get("call") instanceof String again) {
            return Objects.requireNonNull(layers.get(again));
        }
        Layer layer = Layers.named((String) said.get("class"));
        layer.configure(config(said));
        ((Configured<?>) layer).name((String) said.get("name")).dtype(precision.policy);
        layers.put(layer.name(), layer);
        return layer;
    }
}
