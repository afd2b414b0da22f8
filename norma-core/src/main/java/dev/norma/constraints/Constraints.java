package dev.norma.constraints;

import dev.norma.config.Family;
import dev.norma.config.OptionType;

/** Constraints by Keras' names. */
public final class Constraints {
    private static final Family<Constraint> FAMILY = new Family<Constraint>("constraint")
            .with("MaxNorm", MaxNorm::new)
            .with("NonNeg", NonNeg::new)
            .with("UnitNorm", UnitNorm::new)
            .with("MinMaxNorm", MinMaxNorm::new);

    /** How settings that hold a constraint are read and written. */
    public static final OptionType<Constraint> TYPE = FAMILY.type(Constraint.class);

    private Constraints() {}

    /** The constraint of a name such as {@code "non_neg"}, with its defaults. */
    public static Constraint named(String name) {
        return FAMILY.named(name);
    }

    /** All of them. */
    public static Family<Constraint> family() {
        return FAMILY;
    }
}
