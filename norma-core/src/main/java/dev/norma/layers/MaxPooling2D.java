package dev.norma.layers;

import dev.norma.graph.Padding;
import dev.norma.graph.Value;
import dev.norma.ops.DataFormat;
import dev.norma.ops.Ops;

/** The largest element under a window that slides over images; by 2 x 2 positions unless set. */
public final class MaxPooling2D extends Pooling2D<MaxPooling2D> {
    /** A window of 2 x 2. */
    public MaxPooling2D() {}

    /** A window of this height and width; one number for both. */
    public MaxPooling2D(Integer... poolSize) {
        poolSize(poolSize);
    }

    @Override
    Value pool(Value x, int[] size, int[] strides, Padding padding, DataFormat format) {
        return Ops.maxPool(x, size, strides, padding, format);
    }
}
