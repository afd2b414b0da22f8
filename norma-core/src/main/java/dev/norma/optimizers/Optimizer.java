package dev.norma.optimizers;

import dev.norma.config.Configurable;
import dev.norma.config.Options;
import dev.norma.graph.Value;
import dev.norma.runtime.Owner;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import java.util.List;

/**
 * Moves parameters against their gradients. Its slots are state of the step, as weights are; they can be made before the
 * first trace, because files hold them.
 */
@SuppressWarnings("this-escape") // the name is asked for later, when the object is whole
public abstract class Optimizer implements Configurable {
    private final Options options = new Options(() -> "optimizer " + className());
    private final Owner owner = new Owner();

    @Override
    public final Options options() {
        return options;
    }

    /** Who its slots belong to. */
    protected final Owner owner() {
        return owner;
    }

    /** Makes the slots for these parameters, once; an optimizer that is built for others refuses. */
    public abstract void build(List<Parameter> parameters);

    /** Draws one step: clips, decays and updates as set. Constraints are the caller's. */
    public abstract void apply(Trace trace, List<Parameter> parameters, List<Value> gradients);

    /** All its state in Keras' order: iterations, learning rate, slots. */
    public abstract List<Parameter> state();
}
