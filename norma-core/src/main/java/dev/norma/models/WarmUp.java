package dev.norma.models;

import dev.norma.data.Batch;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import dev.norma.training.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Batches of zeros in the types that a model is fed with, to compile for. */
final class WarmUp {
    private WarmUp() {}

    static Batch batch(Network network, int rows) {
        List<TensorType> types = types(network);
        List<Tensor> blank = new ArrayList<>();
        for (TensorType type : types) {
            Shape shape = type.shape().withDim(0, rows);
            if (!shape.isStatic()) {
                throw refused(network, "sizes that are all known but that of the batch", type.toString());
            }
            blank.add(Tensor.fill(type.withShape(shape), 0));
        }
        return Batch.named(network.features(blank), Map.of());
    }

    private static List<TensorType> types(Network network) {
        if (!network.inputTypes().isEmpty()) {
            return network.inputTypes();
        }
        if (!network.layer().isBuilt()) {
            throw refused(network, "a model that knows its inputs", "no Input, and no call so far");
        }
        return network.layer().builtFor();
    }

    private static IllegalStateException refused(Network network, String expected, String given) {
        return new Complaint(
                        network.layer() + " cannot be warmed up for a number of rows",
                        expected,
                        given,
                        "put an Input in front of it, or predict once")
                .asState();
    }
}
