package dev.norma.diagnosis;

import static java.lang.System.Logger.Level.WARNING;

import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Weight;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.LongStream;

/** Hints about stored statistics that cannot be right. */
final class BrokenStatistics {
    private BrokenStatistics() {}

    /** Statistics that are infinite or not a number: what the layer gives by them is no number either. */
    static Optional<Hint> notFinite(List<BatchNormalization> layers) {
        return layers.stream()
                .flatMap(layer -> layer.weights().stream()
                        .filter(weight -> !weight.isTrainable())
                        .flatMap(weight -> told(
                                Hint.Kind.NOT_FINITE,
                                layer,
                                weight,
                                stored -> !Double.isFinite(stored),
                                "model.recalibrate(train) gives others, and compiled with onNonFinite(OnNonFinite.THROW) the step that"
                                        + " would store such numbers fails")
                                .stream()))
                .findFirst();
    }

    /** Variances below 0. */
    static Optional<Hint> negativeVariance(List<BatchNormalization> layers) {
        return layers.stream()
                .flatMap(layer -> told(
                        Hint.Kind.NEGATIVE_VARIANCE,
                        layer,
                        layer.movingVariance(),
                        stored -> stored < 0,
                        "set weights in the order gamma, beta, moving mean, moving variance, or model.recalibrate(train)")
                        .stream())
                .findFirst();
    }

    private static Optional<Hint> told(
            Hint.Kind kind, BatchNormalization layer, Weight weight, DoublePredicate wrong, String remedy) {
        Tensor stored = weight.value();
        long[] channels = LongStream.range(0, stored.size())
                .filter(channel -> wrong.test(stored.getFlat(channel)))
                .toArray();
        return channels.length == 0
                ? Optional.empty()
                : Optional.of(new Hint(
                        kind,
                        WARNING,
                        layer.path(),
                        "%s stores a %s that cannot be right in %d of %d channels: %s in channel %d"
                                .formatted(
                                        layer,
                                        weight.name().replace('_', ' '),
                                        channels.length,
                                        stored.size(),
                                        stored.getFlat(channels[0]),
                                        channels[0]),
                        remedy));
    }
}
