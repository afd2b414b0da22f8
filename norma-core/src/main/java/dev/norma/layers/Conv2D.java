package dev.norma.layers;

/**
 * A kernel slides over images.
 *
 * <pre>
 *   x        [batch, height, width, in]              channels_first: [batch, in, height, width]
 *   kernel   [rows, columns, in / groups, filters]   trained
 *   bias     [filters]                               trained, unless useBias is off
 *   result   [batch, height', width', filters]
 * </pre>
 */
public final class Conv2D extends Convolution<Conv2D> {
    /** A layer to be configured. */
    public Conv2D() {
        super(2);
    }

    /** So many output channels, and a kernel of this height and width (one number for both). */
    public Conv2D(int filters, Integer... kernelSize) {
        this();
        sizes(filters, kernelSize);
    }
}
