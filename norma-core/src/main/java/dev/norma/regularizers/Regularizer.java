package dev.norma.regularizers;

import dev.norma.config.Configurable;
import dev.norma.config.Options;
import dev.norma.tensor.Operand;

/** A penalty on a weight, added to the loss while the weight is trained. */
@SuppressWarnings("this-escape") // the name is asked for later, when the object is whole
public abstract class Regularizer implements Configurable {
    private final Options options = new Options(() -> "regularizer " + className());

    @Override
    public final Options options() {
        return options;
    }

    /** The penalty, a scalar of the weight's element type. */
    public abstract <T extends Operand<T>> T penalty(T weight);
}
