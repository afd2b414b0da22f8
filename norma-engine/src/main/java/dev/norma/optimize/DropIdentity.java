package dev.norma.optimize;

import dev.norma.graph.Elementwise;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Drops what only masks and gradients needed.
 *
 * <pre>
 *   before   identity %1, stopGradient %1
 *   after    %1
 * </pre>
 */
final class DropIdentity implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        return switch (value.op()) {
            case Unary(Elementwise function, Value x)
            when function == Elementwise.IDENTITY || function == Elementwise.STOP_GRADIENT -> x;
            default -> null;
        };
    }
}
