package dev.norma.optimizers;

import dev.norma.config.Configurable;
import dev.norma.config.Options;
import dev.norma.graph.Value;

/** A learning rate that changes from step to step. */
@SuppressWarnings("this-escape") // the name is asked for later, when the object is whole
public abstract class Schedule implements Configurable {
    private final Options options = new Options(() -> "schedule " + className());

    @Override
    public final Options options() {
        return options;
    }

    /** Draws the rate of a step, a scalar of the step's type: that of the parameters. */
    public abstract Value at(Value step);
}
