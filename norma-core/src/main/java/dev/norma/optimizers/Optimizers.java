package dev.norma.optimizers;

import dev.norma.config.Family;
import dev.norma.config.OptionType;

/** Optimizers by Keras' names. */
public final class Optimizers {
    private static final Family<Optimizer<?>> FAMILY = new Family<Optimizer<?>>("optimizer")
            .with("SGD", SGD::new)
            .with("Adam", Adam::new)
            .with("AdamW", AdamW::new)
            .with("RMSprop", RMSprop::new)
            .with("LossScaleOptimizer", LossScaleOptimizer::new);

    /** How settings that hold an optimizer are read and written. */
    @SuppressWarnings("unchecked") // a class literal knows no type argument
    static final OptionType<Optimizer<?>> TYPE = FAMILY.type((Class<Optimizer<?>>) (Class<?>) Optimizer.class);

    private Optimizers() {}

    /** The optimizer of a name such as {@code "adam"}, with its defaults; upper and lower case are one. */
    public static Optimizer<?> named(String name) {
        for (String known : FAMILY.names()) {
            if (known.equalsIgnoreCase(name)) {
                return FAMILY.named(known);
            }
        }
        return FAMILY.named(name);
    }

    /** All of them. */
    public static Family<Optimizer<?>> family() {
        return FAMILY;
    }
}
