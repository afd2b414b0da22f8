package dev.norma.autodiff;

import dev.norma.graph.Value;
import java.util.List;

/** Gradients of a scalar with respect to values it is computed from. */
public final class Gradients {
    private Gradients() {}

    /**
     * The gradients of a scalar.
     *
     * @param of a scalar, or any value: then of the sum of its elements
     * @param with the values to differentiate by
     * @return one gradient for each, of its type; zeros where {@code of} does not depend on it
     */
    public static List<Value> of(Value of, List<Value> with) {
        throw new UnsupportedOperationException("the table of gradients");
    }
}
