package dev.norma.diagnosis;

import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Layer;
import dev.norma.layers.TimeDistributed;
import dev.norma.runtime.Parameter;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How many training steps the moving statistics of a network have made since they began, where that is known: where they were
 * the initial ones before training, and nothing but the steps counted here has moved them.
 */
final class StatisticsAge {
    private record Beginning(long version, long steps) {}

    private final Layer network;
    private final Map<BatchNormalization, Beginning> beginnings = new IdentityHashMap<>();
    private long steps;
    private boolean begun;

    StatisticsAge(Layer network) {
        this.network = network;
    }

    /** The batch normalizations of the network, each once. */
    static List<BatchNormalization> normalizations(Layer network) {
        Set<BatchNormalization> found = new LinkedHashSet<>();
        collect(network, found, part -> true);
        return new ArrayList<>(found);
    }

    private static void collect(Layer layer, Set<BatchNormalization> found, Predicate<Layer> entered) {
        if (layer instanceof BatchNormalization norm) {
            found.add(norm);
        }
        if (entered.test(layer)) {
            layer.layers().forEach(part -> collect(part, found, entered));
        }
    }

    /** Whether the moving statistics of a built layer are those it began with. */
    static boolean isInitial(BatchNormalization layer) {
        return parameter(layer).version() == 0 || isStandard(layer);
    }

    /** Whether all means are 0 and all variances 1. */
    static boolean isStandard(BatchNormalization layer) {
        return holds(layer.movingMean().value(), 0)
                && holds(layer.movingVariance().value(), 1);
    }

    private static boolean holds(Tensor tensor, double number) {
        for (long i = 0; i < tensor.size(); i++) {
            if (tensor.getFlat(i) != number) {
                return false;
            }
        }
        return true;
    }

    /** A loop of training begins. */
    synchronized void begin() {
        begun = true;
        Set<BatchNormalization> layers = new LinkedHashSet<>();
        collect(network, layers, part -> !(part instanceof TimeDistributed)); // there a step moves them many times
        for (BatchNormalization layer : layers) {
            if (!layer.isBuilt() || isInitial(layer)) {
                beginnings.put(layer, new Beginning(version(layer), steps));
            }
        }
    }

    /** Training begins, unless it has before. */
    synchronized void beginOnce() {
        if (!begun) {
            begin();
        }
    }

    /** A training step was made. */
    synchronized void step() {
        steps++;
    }

    /** How many steps a layer's statistics have made. */
    synchronized OptionalLong steps(BatchNormalization layer) {
        Beginning beginning = beginnings.get(layer);
        if (beginning == null) {
            return OptionalLong.empty();
        }
        long made = steps - beginning.steps();
        return version(layer) - beginning.version() == made ? OptionalLong.of(made) : OptionalLong.empty();
    }

    private static long version(BatchNormalization layer) {
        return layer.isBuilt() ? parameter(layer).version() : 0;
    }

    /** The parameter whose version tells whether the statistics moved. */
    static Parameter parameter(BatchNormalization layer) {
        return layer.movingVariance().parameter();
    }
}
