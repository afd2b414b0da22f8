package dev.norma.layers;

import dev.norma.runtime.Parameter;
import dev.norma.runtime.Parameters;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The weights of a layer and of those in it: which there are, which train, which are penalized; and setting all of them. */
final class WeightLists {
    private WeightLists() {}

    /** In Keras' order: own trainable, own others, then those of the layers inside, each once. */
    static List<Weight> all(Layer layer) {
        Set<Weight> all = new LinkedHashSet<>();
        layer.ownWeights().stream().filter(Weight::isTrainable).forEach(all::add);
        layer.ownWeights().stream().filter(weight -> !weight.isTrainable()).forEach(all::add);
        layer.layers().forEach(part -> all.addAll(part.weights()));
        return List.copyOf(all);
    }

    /** Those that an optimizer trains. */
    static List<Weight> trained(Layer layer, Freezing freezing) {
        Set<Weight> all = new LinkedHashSet<>();
        addTrained(layer, freezing, true, all);
        return List.copyOf(all);
    }

    private static void addTrained(Layer layer, Freezing freezing, boolean around, Set<Weight> all) {
        boolean trains = around && freezing.trains(layer);
        if (layer.trainsOwn(freezing, trains)) {
            layer.ownWeights().stream().filter(Weight::isTrainable).forEach(all::add);
        }
        layer.layers().forEach(part -> addTrained(part, freezing, trains, all));
    }

    /** Those whose penalties count: the trained and, in layers that say so, the frozen. */
    static List<Weight> penalized(Layer layer, Freezing freezing) {
        Set<Weight> all = new LinkedHashSet<>(trained(layer, freezing));
        addPenalized(layer, all);
        return all.stream().filter(weight -> weight.regularizer() != null).toList();
    }

    private static void addPenalized(Layer layer, Set<Weight> all) {
        if (layer.penalizesFrozen()) {
            all.addAll(layer.ownWeights());
        }
        layer.layers().forEach(part -> addPenalized(part, all));
    }

    /** Sets all weights, or none if their number or a shape differs. */
    static void set(Layer layer, List<Tensor> values) {
        List<Weight> weights = layer.weights();
        List<String> names = weights.stream().map(Weight::name).toList();
        if (values.size() != weights.size()) {
            throw new ShapeException(
                    "%s cannot take these weights".formatted(layer),
                    "%d: %s".formatted(weights.size(), names),
                    values.size() + " tensors",
                    "give one tensor for each weight, in this order" + layer.whyThatMany(values.size()));
        }
        Map<Parameter, Tensor> all = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            Weight weight = weights.get(i);
            if (!values.get(i).shape().equals(weight.shape())) {
                throw new ShapeException(
                        "%s cannot take weight %d".formatted(layer, i),
                        "\"%s\" of shape %s".formatted(weight.name(), weight.shape()),
                        "shape " + values.get(i).shape(),
                        "give the weights in the order " + names);
            }
            all.put(weight.parameter(), values.get(i));
        }
        Parameters.set(all);
    }
}
