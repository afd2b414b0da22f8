package dev.norma.initializers;

import dev.norma.config.Configurable;
import dev.norma.config.Options;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;

/** Draws the first value of a weight. */
@SuppressWarnings("this-escape") // the name is asked for later, when the object is whole
public abstract class Initializer implements Configurable {
    private final Options options = new Options(() -> "initializer " + className());

    @Override
    public final Options options() {
        return options;
    }

    /**
     * The first value of a weight.
     *
     * @param type its element type and sizes
     * @param seed what to draw from where no seed was set; equal seeds draw equal values
     */
    public abstract Tensor draw(TensorType type, long seed);
}
