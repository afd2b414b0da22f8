package dev.norma.initializers;

import dev.norma.config.Family;
import dev.norma.config.OptionType;

/** Initializers by Keras' names. */
public final class Initializers {
    private static final Family<Initializer> FAMILY = new Family<Initializer>("initializer")
            .with("Zeros", Zeros::new)
            .with("Ones", Ones::new)
            .with("Constant", Constant::new)
            .with("Identity", Identity::new)
            .with("RandomNormal", RandomNormal::new)
            .with("RandomUniform", RandomUniform::new)
            .with("TruncatedNormal", TruncatedNormal::new)
            .with("VarianceScaling", VarianceScaling::new)
            .with("GlorotNormal", GlorotNormal::new)
            .with("GlorotUniform", GlorotUniform::new)
            .with("HeNormal", HeNormal::new)
            .with("HeUniform", HeUniform::new)
            .with("LecunNormal", LecunNormal::new)
            .with("LecunUniform", LecunUniform::new)
            .with("Orthogonal", Orthogonal::new)
            .with("STFT", STFT::new)
            .alias("zero", "Zeros")
            .alias("one", "Ones")
            .alias("normal", "RandomNormal")
            .alias("uniform", "RandomUniform")
            .alias("IdentityInitializer", "Identity")
            .alias("OrthogonalInitializer", "Orthogonal")
            .alias("STFTInitializer", "STFT");

    /** How settings that hold an initializer are read and written. */
    public static final OptionType<Initializer> TYPE = FAMILY.type(Initializer.class);

    private Initializers() {}

    /** The initializer of a name such as {@code "glorot_uniform"}, with its defaults. */
    public static Initializer named(String name) {
        return FAMILY.named(name);
    }

    /** All of them. */
    public static Family<Initializer> family() {
        return FAMILY;
    }
}
