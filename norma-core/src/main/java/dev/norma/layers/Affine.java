package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import org.jspecify.annotations.Nullable;

/**
 * What comes behind centring and scaling: {@code y = scale x + offset}.
 *
 * @param scale null for 1
 * @param offset null for 0
 */
record Affine(@Nullable Value scale, @Nullable Value offset) {
    /** Nothing. */
    static final Affine IDENTITY = new Affine(null, null);

    /** This, and then {@code factor y + shift}. */
    Affine then(@Nullable Value factor, @Nullable Value shift) {
        Value scaled = offset == null ? null : product(offset, factor);
        return new Affine(product(scale, factor), scaled == null ? shift : sum(scaled, shift));
    }

    private static @Nullable Value product(@Nullable Value a, @Nullable Value b) {
        return a == null ? b : b == null ? a : Ops.multiply(a, b);
    }

    private static Value sum(Value a, @Nullable Value b) {
        return b == null ? a : Ops.add(a, b);
    }
}
