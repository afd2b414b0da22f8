package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;

/**
 * A layer with options whose setters return the layer's own type.
 *
 * @param <L> the layer's own type
 */
public abstract class Configured<L extends Configured<L>> extends Layer {
    /** This layer as its own type. */
    @SuppressWarnings("unchecked")
    protected final L self() {
        return (L) this;
    }

    /** KerasNames the layer; unless set, its class in snake_case, numbered by the model. */
    public final L name(String name) {
        rename(name);
        return self();
    }

    /** Sets in which types the layer computes and keeps weights: {@code "float32"}, {@code "mixed_bfloat16"}, ... */
    public final L dtype(String policy) {
        setPolicy(Policy.named(policy));
        return self();
    }

    /** Sets whether floating-point inputs and weights are cast to the compute type: yes unless set. */
    public final L autocast(boolean casts) {
        setAutocast(casts);
        return self();
    }

    /** Freezes the layer, or not. */
    public final L trainable(boolean trainable) {
        setTrainable(trainable);
        return self();
    }

    /** Sets the penalty on the output, for each example: none unless set. */
    public final L activityRegularizer(@Nullable Regularizer regularizer) {
        setActivityRegularizer(regularizer);
        return self();
    }

    /** Sets an option, before the first use. */
    protected final <T extends @Nullable Object> L set(Option<T> option, T value) {
        options().set(option, value);
        return self();
    }

    /** Declares a number with a default. */
    protected final Option<Double> option(String name, double preset, Check<Double> check) {
        return options().option(name, preset, check);
    }

    /** Declares an integer with a default. */
    protected final Option<Integer> integer(String name, int preset, Check<Integer> check) {
        return options().integer(name, preset, check);
    }

    /** Declares an integer with a default; any integer is legal. */
    protected final Option<Integer> option(String name, int preset) {
        return options().option(name, preset);
    }

    /** Declares a switch with a default. */
    protected final Option<Boolean> option(String name, boolean preset) {
        return options().option(name, preset);
    }
}
