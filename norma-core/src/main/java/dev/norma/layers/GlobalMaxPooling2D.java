package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;

/** The largest element of each channel over the whole image: {@code [batch, height, width, channels] -> [batch, channels]}. */
public final class GlobalMaxPooling2D extends GlobalPooling2D<GlobalMaxPooling2D> {
    @Override
    Value pool(Value x, boolean keepDims, int... axes) {
        return Ops.max(x, keepDims, axes);
    }
}
