package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;

/** The sum of all inputs, which broadcast. */
public final class Add extends Merge<Add> {
    @Override
    Value merge(Value a, Value b) {
        return Ops.add(a, b);
    }
}
