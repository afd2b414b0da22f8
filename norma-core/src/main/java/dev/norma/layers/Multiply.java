package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;

/** The product of all inputs, element by element; they broadcast. */
public final class Multiply extends Merge<Multiply> {
    @Override
    Value merge(Value a, Value b) {
        return Ops.multiply(a, b);
    }
}
