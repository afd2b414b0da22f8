package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The value with which a functional model begins. */
public final class Input {
    private Input() {}

    /** An input of float32 whose examples have these sizes; the batch in front of them is left out. */
    public static Value of(long... dims) {
        return of(new InputLayer(dims));
    }

    /** An input whose examples have this element type and these sizes. */
    public static Value of(DType dtype, long... dims) {
        return of(new InputLayer(dtype, dims));
    }

    /** A named input of float32. */
    public static Value named(String name, long... dims) {
        return of(new InputLayer(dims).name(name));
    }

    /** The value of an input layer. */
    public static Value of(InputLayer layer) {
        layer.ensureBuilt(List.of(layer.type()));
        return layer.wired(new LinkedHashMap<>(), Map.of(), List.of(layer.type()))
                .getFirst();
    }
}
