package dev.norma.training;

import dev.norma.layers.Layer;
import dev.norma.tensor.TensorType;
import java.util.List;

/**
 * What is trained: a layer, and how its inputs and outputs are called.
 *
 * @param layer the network
 * @param inputs names of its inputs, in order; empty where they are not known: then features are taken in their own order
 * @param inputTypes types of its inputs, in order; empty where they are not known
 * @param outputs names of its outputs, in order; empty where they are not known
 */
public record Network(Layer layer, List<String> inputs, List<TensorType> inputTypes, List<String> outputs) {
    /** Keeps copies of its parts. */
    public Network {
        inputs = List.copyOf(inputs);
        inputTypes = List.copyOf(inputTypes);
        outputs = List.copyOf(outputs);
    }
}
