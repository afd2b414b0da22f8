package dev.norma.training;

import dev.norma.layers.Freezing;
import dev.norma.losses.Loss;
import dev.norma.metrics.Mean;
import dev.norma.metrics.Metric;
import dev.norma.metrics.Metrics;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Finds what judges each output: resolves names such as {@code "accuracy"} by the types of labels and predictions. */
final class Scoring {
    private Scoring() {}

    static List<Scored> resolve(Network network, Compilation compilation, FeedTypes types) {
        List<TensorType> labels = List.copyOf(types.labels().values());
        List<TensorType> predictions = predictions(network, types);
        int count = predictions.size();
        if (compilation.losses().size() != count && compilation.losses().size() > 0) {
            throw wrongCount(network, "losses", compilation.losses().size(), count);
        }
        if (labels.size() != count && compilation.losses().stream().anyMatch(Objects::nonNull)) {
            throw wrongCount(network, "labels", labels.size(), count);
        }
        List<Scored> outputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = count == 1
                    ? ""
                    : network.outputs().isEmpty()
                            ? "output_" + i
                            : network.outputs().get(i);
            Loss loss =
                    compilation.losses().isEmpty() ? null : compilation.losses().get(i);
            double weight = i < compilation.lossWeights().size()
                    ? compilation.lossWeights().get(i)
                    : 1;
            outputs.add(new Scored(
                    name,
                    predictions.get(i),
                    loss,
                    weight,
                    metrics(compilation.metrics(), i, labels, predictions),
                    metrics(compilation.weightedMetrics(), i, labels, predictions)));
        }
        return outputs;
    }

    /** The mean of the whole loss, then, where several outputs have one, of each; in float64 where predictions are. */
    static List<Metric> lossMeans(List<Scored> outputs) {
        long losses = outputs.stream().filter(output -> output.loss() != null).count();
        boolean wide = outputs.stream().anyMatch(output -> output.prediction().dtype() == DType.FLOAT64);
        List<Metric> means = new ArrayList<>();
        for (int i = 0; i < (losses > 1 ? losses + 1 : 1); i++) {
            means.add(new Mean().dtype(wide ? DType.FLOAT64 : DType.FLOAT32));
        }
        return means;
    }

    private static List<TensorType> predictions(Network network, FeedTypes types) {
        return StepDrawing.predict(network, Freezing.CURRENT, types).graph().outputTypes();
    }

    private static List<Metric> metrics(
            List<List<Object>> given, int output, List<TensorType> labels, List<TensorType> predictions) {
        if (given.size() <= output || labels.size() <= output) {
            return List.of();
        }
        return given.get(output).stream()
                .map(metric -> metric instanceof Metric own
                        ? own
                        : Metrics.named(String.valueOf(metric), labels.get(output), predictions.get(output)))
                .toList();
    }

    private static IllegalArgumentException wrongCount(Network network, String what, int given, int expected) {
        return new Complaint(
                        "%s is given the wrong number of %s".formatted(network.layer(), what),
                        expected + ", one for each output",
                        Integer.toString(given),
                        "give one for each output, in order, or by the outputs' names " + network.outputs())
                .asArgument();
    }
}
