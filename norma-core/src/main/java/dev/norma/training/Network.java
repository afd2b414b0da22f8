package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.layers.Layer;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

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

    /** Features under the names of the inputs: a tensor, a Java array, a list of them in order, or a map by name. */
    public SequencedMap<String, Tensor> features(Object x) {
        return named(inputs, Batch.X, x);
    }

    /** Labels under the names of the outputs: a tensor, a Java array, a list of them in order, or a map by name. */
    public SequencedMap<String, Tensor> labels(Object y) {
        return named(outputs, Batch.Y, y);
    }

    /** Features and labels, given as {@link #features} and {@link #labels} take them. */
    public Batch batch(Object x, Object y) {
        return Batch.named(features(x), labels(y));
    }

    private static SequencedMap<String, Tensor> named(List<String> names, String preset, Object given) {
        SequencedMap<String, Tensor> named = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, tensor) -> named.put(String.valueOf(name), Tensor.of((Object) tensor)));
            return named;
        }
        List<?> tensors = given instanceof List<?> list ? list : List.of(given);
        for (int i = 0; i < tensors.size(); i++) {
            String name = tensors.size() == names.size() ? names.get(i) : i == 0 ? preset : preset + "_" + i;
            named.put(name, Tensor.of((Object) tensors.get(i)));
        }
        return named;
    }
}
