package dev.norma.models;

import dev.norma.data.Batch;
import dev.norma.tensor.Tensor;
import dev.norma.training.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Tensors and Java arrays under the names of inputs and outputs. */
final class Named {
    private Named() {}

    static SequencedMap<String, Tensor> features(Network network, Object x) {
        return of(network.inputs(), Batch.X, x);
    }

    static SequencedMap<String, Tensor> labels(Network network, Object y) {
        return of(network.outputs(), Batch.Y, y);
    }

    @SuppressWarnings("unchecked")
    private static SequencedMap<String, Tensor> of(List<String> names, String preset, Object given) {
        if (given instanceof Map<?, ?> map) {
            return new LinkedHashMap<>((Map<String, Tensor>) map);
        }
        List<?> tensors = given instanceof List<?> list ? list : List.of(given);
        SequencedMap<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            String name = tensors.size() == names.size() ? names.get(i) : i == 0 ? preset : preset + "_" + i;
            named.put(name, Tensor.of(tensors.get(i)));
        }
        return named;
    }
}
