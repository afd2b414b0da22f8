package dev.norma.initializers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import org.jspecify.annotations.Nullable;

/** An initializer that draws at random: from its own seed if one is set, else from the one it is given. */
abstract sealed class RandomInitializer<I extends RandomInitializer<I>> extends Initializer
        permits RandomNormal, RandomUniform, TruncatedNormal, Scaled, Orthogonal {
    private final Option<@Nullable Integer> seed = options().optional("seed", OptionType.INTEGER, Check.any());

    /** Draws the same values wherever it is used. */
    @SuppressWarnings("unchecked")
    public final I seed(int own) {
        options().set(seed, own);
        return (I) this;
    }

    @Override
    public final Tensor draw(TensorType type, long given) {
        Integer own = seed.get();
        return drawFrom(type, own == null ? given : own);
    }

    abstract Tensor drawFrom(TensorType type, long seed);
}
