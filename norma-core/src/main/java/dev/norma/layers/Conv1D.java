package dev.norma.layers;

/**
 * A kernel slides over sequences.
 *
 * <pre>
 *   x        [batch, steps, in]              channels_first: [batch, in, steps]
 *   kernel   [size, in / groups, filters]    trained
 *   bias     [filters]                       trained, unless useBias is off
 *   result   [batch, steps', filters]
 * </pre>
 */
public final class Conv1D extends Convolution<Conv1D> {
    /** A layer to be configured. */
    public Conv1D() {
        super(1);
    }

    /** So many output channels, and a kernel of this length. */
    public Conv1D(int filters, int kernelSize) {
        this();
        sizes(filters, kernelSize);
    }
}
