package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.Complaint;
import java.util.function.DoubleSupplier;

/** A bound of a correction: a number, or one that is asked for at each step. */
sealed interface Limit {
    /** Always the same. */
    record Fixed(double number) implements Limit {}

    /** Asked for at each step; a float32 number. */
    record Changing(DoubleSupplier numbers) implements Limit {}

    /** The bound as a scalar, in the type of what it bounds. */
    default Value beside(Value like, String name, Context context) {
        return switch (this) {
            case Fixed(double number) -> like.constant(number);
            case Changing(DoubleSupplier numbers) ->
                Ops.cast(
                        context.scalar(name, () -> checked(name, numbers.getAsDouble(), context.path())), like.dtype());
        };
    }

    /** Asked before the step computes anything, so that a limit that is none changes nothing. */
    private static double checked(String name, double number, String path) {
        if (Double.isNaN(number) || (name.equals("dmax") && number < 0)) {
            throw new Complaint(
                            "layer \"%s\": renormClipping cannot have this limit".formatted(path),
                            name.equals("dmax") ? "a number from 0" : "a number",
                            "%s=%s in this step".formatted(name, number),
                            "look at what gives the limits of each step")
                    .asArgument();
        }
        return number;
    }
}
