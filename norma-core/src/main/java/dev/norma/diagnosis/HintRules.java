package dev.norma.diagnosis;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.norma.layers.BatchNormalization;
import dev.norma.tensor.Shape;
import dev.norma.training.Logs;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When a hint is given, and in what words. */
final class HintRules {
    /** Moving statistics that hold more than this share of what they began with are on their way. */
    static final double ARRIVED = 0.01;

    /** A validation accuracy so much below that of training is far below. */
    static final double ACCURACY_BEHIND = 0.1;

    /** A validation loss so many times that of training is far above. */
    static final double LOSS_BEHIND = 2;

    private HintRules() {}

    /** Inference by statistics that the layers began with. */
    static Optional<Hint> neverTrained(String call, List<BatchNormalization> layers) {
        List<BatchNormalization> initial =
                layers.stream().filter(StatisticsAge::isInitial).toList();
        if (initial.isEmpty()) {
            return Optional.empty();
        }
        BatchNormalization first = initial.getFirst();
        String cause = "%s: the statistics of %s were never trained: %s".formatted(call, named(initial), effect(first));
        return Optional.of(
                new Hint(
                        Hint.Kind.NEVER_TRAINED,
                        WARNING,
                        first.path(),
                        cause,
                        "model.fit(...) or model.recalibrate(data) gives statistics, model.apply(x, true) normalizes by the batch"));
    }

    private static String effect(BatchNormalization layer) {
        return StatisticsAge.isStandard(layer)
                ? String.format(
                        Locale.ROOT,
                        "by mean 0 and variance 1 the output is x / sqrt(1 + %s) = %.7f x, before gamma and beta",
                        Double.toString(layer.epsilon()),
                        1 / Math.sqrt(1 + layer.epsilon()))
                : "they are what its initializers made";
    }

    /** Inference by moving statistics that are on their way. */
    static Optional<Hint> fewSteps(String call, List<BatchNormalization> layers, StatisticsAge age) {
        return farthest(layers, age)
                .map(lag -> new Hint(
                        Hint.Kind.FEW_STEPS, INFO, lag.layer().path(), call + ": " + lag.inWords(), lag.remedy()));
    }

    /** A validation far below training, for which moving statistics on their way are the likely reason. */
    static Optional<Hint> validationBehind(Logs logs, List<BatchNormalization> layers, StatisticsAge age) {
        return farthest(layers, age)
                .flatMap(lag -> behind(logs)
                        .map(gap -> new Hint(
                                Hint.Kind.VALIDATION_BEHIND,
                                WARNING,
                                lag.layer().path(),
                                gap + ": " + lag.inWords(),
                                lag.remedy())));
    }

    private static Optional<Lag> farthest(List<BatchNormalization> layers, StatisticsAge age) {
        return layers.stream()
                .flatMap(layer -> Lag.of(layer, age).stream())
                .max(Comparator.comparingLong(Lag::missing));
    }

    private static Optional<String> behind(Logs logs) {
        Optional<String> accuracy = logs.names().stream()
                .filter(name -> (name.endsWith("accuracy") || name.endsWith("acc")) && logs.has("val_" + name))
                .filter(name -> logs.get(name) - logs.get("val_" + name) > ACCURACY_BEHIND)
                .findFirst();
        Optional<String> found = accuracy.isPresent()
                ? accuracy
                : Optional.of("loss")
                        .filter(name -> logs.has(name) && logs.has("val_" + name))
                        .filter(name -> logs.get(name) > 0 && logs.get("val_" + name) > LOSS_BEHIND * logs.get(name));
        return found.map(name -> String.format(
                Locale.ROOT, "validation %s %.4f, training %.4f", name, logs.get("val_" + name), logs.get(name)));
    }

    /** A training batch of one example. */
    static Optional<Hint> batchOfOne(List<BatchNormalization> layers) {
        return layers.stream()
                .filter(BatchNormalization::isBuilt)
                .min(Comparator.comparingLong(HintRules::values))
                .map(layer -> new Hint(
                        Hint.Kind.BATCH_OF_ONE,
                        values(layer) == 1 ? WARNING : INFO,
                        layer.path(),
                        values(layer) == 1
                                ? "training on a batch of 1: %s has 1 value in each channel, so its output is beta, nothing in front of it learns, and its moving variance moves towards 0"
                                        .formatted(layer)
                                : "training on a batch of 1: the statistics of %s are those of a single example, %d values in each channel"
                                        .formatted(layer, values(layer)),
                        "data.batch(64), and data.batch(64, true) drops a smaller last batch"));
    }

    /** How many values each channel has in one example; what is not known counts once. */
    private static long values(BatchNormalization layer) {
        Shape input = layer.builtFor().getFirst().shape();
        long values = 1;
        for (int axis = 1; axis < input.rank(); axis++) {
            values *= input.isKnown(axis) ? input.dim(axis) : 1;
        }
        return Math.max(1, values / layer.movingMean().shape().size());
    }

    /** The first of some layers, and how many more. */
    static String named(List<BatchNormalization> layers) {
        return layers.getFirst() + (layers.size() == 1 ? "" : " and %d more".formatted(layers.size() - 1));
    }
}
