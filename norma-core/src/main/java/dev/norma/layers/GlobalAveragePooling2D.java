package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;

/** The mean of each channel over the whole image: {@code [batch, height, width, channels] -> [batch, channels]}. */
public final class GlobalAveragePooling2D extends GlobalPooling2D<GlobalAveragePooling2D> {
    @Override
    Value pool(Value x, boolean keepDims, int... axes) {
        return Ops.mean(x, keepDims, axes);
    }
}
