package dev.norma.layers;

import dev.norma.activations.ActivationFunction;
import dev.norma.activations.Activations;
import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.graph.Value;

/** A function of Keras' name, applied to each element (or, as softmax, along the last axis). */
public final class Activation extends Configured<Activation> {
    private final Option<ActivationFunction> activation =
            options().required("activation", Activations.TYPE, Check.any());

    /** A layer to be configured. */
    public Activation() {}

    /** The function of this name. */
    public Activation(String name) {
        set(activation, Activations.named(name));
    }

    /** This function. */
    public Activation(ActivationFunction function) {
        set(activation, function);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        return activation.get().apply(inputs.only());
    }
}
