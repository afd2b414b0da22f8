package dev.norma.layers;

import dev.norma.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says besides the inputs.
 *
 * @param training whether batch statistics, dropout and the like are on; null to inherit from the call around
 * @param mask which positions count, boolean; null for the mask that hangs on the input
 */
public record Arguments(
        @Nullable Boolean training, @Nullable Value mask) {
    /** Nothing said. */
    public static final Arguments NONE = new Arguments(null, null);

    /** Training mode, or not, for this call and those inside it. */
    public static Arguments training(boolean training) {
        return new Arguments(training, null);
    }

    /** A mask in place of the one that hangs on the input. */
    public static Arguments mask(Value mask) {
        return new Arguments(null, mask);
    }

    /** The same with a mask. */
    public Arguments withMask(Value other) {
        return new Arguments(training, other);
    }
}
