package dev.norma.autodiff;

import dev.norma.graph.Value;
import dev.norma.tensor.DTypeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gradients of a scalar with respect to values it is computed from, drawn into the same drawing: they are values like
 * others and can be differentiated again.
 *
 * <p>Where a function has no derivative: {@code relu}, {@code abs} and {@code sign} pass 0 at 0; {@code maximum} and
 * {@code minimum} of equal numbers pass all to the first operand; {@code max} and {@code min} over axes share evenly
 * among the equal largest or smallest ones. All as TensorFlow does.
 */
public final class Gradients {
    private Gradients() {}

    /**
     * The gradients of a scalar.
     *
     * @param of a scalar, or any value: then of the sum of its elements
     * @param with the values to differentiate by
     * @return one gradient for each, of its type; zeros where {@code of} does not depend on it
     * @throws DTypeException if one of the values is not of a floating-point type
     */
    public static List<Value> of(Value of, List<Value> with) {
        check("of this value", of);
        with.forEach(value -> check("with respect to this value", value));
        Value seed = at(of, () -> Draw.fillLike(1, of));
        List<@Nullable Value> found = Sweep.back(List.of(of), List.of(seed), with);
        List<Value> gradients = new ArrayList<>();
        for (int i = 0; i < with.size(); i++) {
            Value value = with.get(i);
            Value gradient = found.get(i);
            gradients.add(gradient != null ? gradient : at(value, () -> Draw.fillLike(0, value)));
        }
        return gradients;
    }

    private static Value at(Value value, Supplier<Value> drawing) {
        return value.node().origin().draw(drawing);
    }

    private static void check(String which, Value value) {
        if (!value.dtype().isFloat()) {
            throw new DTypeException(
                    "there is no gradient " + which,
                    "a floating-point type",
                    value.toString(),
                    "cast it to float32 before the computation");
        }
    }
}
