package dev.norma.diagnosis;

import dev.norma.layers.BatchNormalization;
import dev.norma.optimizers.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Averages that took the place of the weights at the end of training, which the moving statistics never saw.
 *
 * @param versions of the statistics of each layer at that moment
 * @param steps how many steps had been made
 */
record AveragedWeights(Map<BatchNormalization, Long> versions, long steps) {
    /** No averages. */
    static final AveragedWeights NONE = new AveragedWeights(Map.of(), 0);

    /** The averages of an optimizer have just taken the place of the weights. */
    static AveragedWeights of(List<BatchNormalization> layers, Optimizer<?> optimizer) {
        Map<BatchNormalization, Long> versions = new LinkedHashMap<>();
        layers.stream().filter(BatchNormalization::trainable).forEach(layer -> versions.put(layer, version(layer)));
        return new AveragedWeights(
                versions, (long) optimizer.iterations().value().item());
    }

    private static long version(BatchNormalization layer) {
        return StatisticsAge.parameter(layer).version();
    }

    /** Inference while statistics are still those of the weights before. */
    Optional<Hint> hint(String call) {
        List<BatchNormalization> stale = versions.entrySet().stream()
                .filter(entry -> version(entry.getKey()) == entry.getValue())
                .map(Map.Entry::getKey)
                .toList();
        return stale.stream()
                .findFirst()
                .map(first -> new Hint(
                        Hint.Kind.AVERAGED_WEIGHTS,
                        System.Logger.Level.INFO,
                        first.path(),
                        String.format(
                                Locale.ROOT,
                                "%s: since step %,d the weights are averages over steps (useEma), and the statistics of %s still those of the weights before",
                                call,
                                steps,
                                HintRules.named(stale)),
                        "model.recalibrate(train) gives them their own"));
    }
}
