package dev.norma.training;

import dev.norma.layers.Freezing;
import dev.norma.losses.Loss;
import dev.norma.losses.Losses;
import dev.norma.metrics.Direction;
import dev.norma.metrics.Mean;
import dev.norma.metrics.Metric;
import dev.norma.metrics.Metrics;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What judges the outputs of a network.
 *
 * @param outputs each with its loss and metrics
 * @param lossMeans the mean of the whole loss, then, where several outputs have one, of each
 * @param names what the numbers of a step are called, in order
 */
record Scoring(List<Scored> outputs, List<Metric> lossMeans, List<String> names) {

    /** Finds it: names such as {@code "accuracy"} are resolved by the types of labels and predictions. */
    static Scoring of(Network network, Compilation compilation, FeedTypes types) {
        List<TensorType> labels = List.copyOf(types.labels().values());
        List<TensorType> predictions =
                StepDrawing.predict(network, Freezing.CURRENT, types).graph().outputTypes();
        int count = predictions.size();
        if (compilation.losses().size() != count && !compilation.losses().isEmpty()) {
            throw wrongCount(network, "losses", compilation.losses().size(), count);
        }
        if (labels.size() != count && compilation.losses().stream().anyMatch(Objects::nonNull)) {
            throw wrongCount(network, "labels", labels.size(), count);
        }
        List<Scored> outputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            @Nullable TensorType label = i < labels.size() ? labels.get(i) : null;
            outputs.add(new Scored(
                    count == 1 ? "" : name(network, i),
                    predictions.get(i),
                    loss(compilation, i, label, predictions.get(i)),
                    i < compilation.lossWeights().size()
                            ? compilation.lossWeights().get(i)
                            : 1,
                    metrics(compilation.metrics(), i, label, predictions.get(i)),
                    metrics(compilation.weightedMetrics(), i, label, predictions.get(i))));
        }
        return new Scoring(outputs, lossMeans(outputs), LogNames.of(outputs));
    }

    private static String name(Network network, int output) {
        return network.outputs().isEmpty()
                ? "output_" + output
                : network.outputs().get(output);
    }

    private static @Nullable Loss loss(
            Compilation compilation, int output, @Nullable TensorType label, TensorType prediction) {
        Object given =
                compilation.losses().isEmpty() ? null : compilation.losses().get(output);
        return switch (given) {
            case null -> null;
            case Loss own -> own;
            default -> Losses.named(given.toString(), Objects.requireNonNull(label), prediction);
        };
    }

    private static List<Metric> metrics(
            List<List<Object>> given, int output, @Nullable TensorType label, TensorType prediction) {
        if (given.size() <= output || label == null) {
            return List.of();
        }
        return given.get(output).stream()
                .map(metric -> metric instanceof Metric own ? own : Metrics.named(metric.toString(), label, prediction))
                .toList();
    }

    /** In float64 where predictions are. */
    private static List<Metric> lossMeans(List<Scored> outputs) {
        long losses = outputs.stream().filter(output -> output.loss() != null).count();
        boolean wide = outputs.stream().anyMatch(output -> output.prediction().dtype() == DType.FLOAT64);
        List<Metric> means = new ArrayList<>();
        for (int i = 0; i < (losses > 1 ? losses + 1 : 1); i++) {
            means.add(new Mean().dtype(wide ? DType.FLOAT64 : DType.FLOAT32));
        }
        return means;
    }

    /** Everything that gathers numbers over batches, in the order of their names. */
    List<Metric> metrics() {
        List<Metric> all = new ArrayList<>(lossMeans);
        outputs.forEach(output -> all.addAll(output.metrics()));
        outputs.forEach(output -> all.addAll(output.weightedMetrics()));
        return all;
    }

    /** Which way a number goes as training gets better: losses fall, a metric says it. */
    Optional<Direction> direction(String log) {
        int number = names.indexOf(log);
        if (number < 0) {
            return Optional.empty();
        }
        return number < lossMeans.size()
                ? Optional.of(Direction.DOWN)
                : metrics().get(number).direction();
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
