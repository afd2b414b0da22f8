package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
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
            case Changing(DoubleSupplier numbers) -> Ops.cast(context.scalar(name, numbers), like.dtype());
        };
    }
}
