package dev.norma.layers;

import dev.norma.graph.Padding;
import dev.norma.graph.Value;
import dev.norma.ops.DataFormat;
import dev.norma.ops.Ops;

/** The mean under a window that slides over images, padding not counted; by 2 x 2 positions unless set. */
public final class AveragePooling2D extends Pooling2D<AveragePooling2D> {
    /** A window of 2 x 2. */
    public AveragePooling2D() {}

    /** A window of this height and width; one number for both. */
    public AveragePooling2D(Integer... poolSize) {
        poolSize(poolSize);
    }

    @Override
    Value pool(Value x, int[] size, int[] strides, Padding padding, DataFormat format) {
        return Ops.averagePool(x, size, strides, padding, format);
    }
}
