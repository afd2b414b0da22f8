package dev.norma.regularizers;

import dev.norma.config.Family;
import dev.norma.config.OptionType;

/** Regularizers by Keras' names. */
public final class Regularizers {
    private static final Family<Regularizer> FAMILY = new Family<Regularizer>("regularizer")
            .with("L1", L1::new)
            .with("L2", L2::new)
            .with("L1L2", L1L2::new)
            .with("OrthogonalRegularizer", OrthogonalRegularizer::new);

    /** How settings that hold a regularizer are read and written. */
    public static final OptionType<Regularizer> TYPE = FAMILY.type(Regularizer.class);

    private Regularizers() {}

    /** The regularizer of a name such as {@code "l2"}, with its defaults. */
    public static Regularizer named(String name) {
        return FAMILY.named(name.equals("l1_l2") ? "L1L2" : name);
    }

    /** All of them. */
    public static Family<Regularizer> family() {
        return FAMILY;
    }
}
