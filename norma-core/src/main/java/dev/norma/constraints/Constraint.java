package dev.norma.constraints;

import dev.norma.config.Configurable;
import dev.norma.config.Options;
import dev.norma.tensor.Operand;

/** What a weight is brought back to after each update by an optimizer. */
@SuppressWarnings("this-escape") // the name is asked for later, when the object is whole
public abstract class Constraint implements Configurable {
    private final Options options = new Options(() -> "constraint " + className());

    @Override
    public final Options options() {
        return options;
    }

    /** The nearest legal weight, as Keras computes it. */
    public abstract <T extends Operand<T>> T apply(T weight);
}
