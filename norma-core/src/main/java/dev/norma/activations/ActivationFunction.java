package dev.norma.activations;

import dev.norma.graph.Value;
import java.util.function.UnaryOperator;

/**
 * A function that a layer ends with.
 *
 * @param name Keras' name; files hold it
 * @param function what it draws
 */
public record ActivationFunction(String name, UnaryOperator<Value> function) {
    /** Draws the function. */
    public Value apply(Value x) {
        return function.apply(x);
    }

    @Override
    public String toString() {
        return name;
    }
}
