package dev.norma.layers;

import dev.norma.constraints.Constraint;
import dev.norma.regularizers.Regularizer;
import dev.norma.runtime.Parameter;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A parameter of a layer, with what the layer says about it. */
public final class Weight {
    private final Layer layer;
    private final Parameter parameter;
    private final @Nullable Regularizer regularizer;
    private final @Nullable Constraint constraint;
    private final boolean autocast;

    Weight(
            Layer layer,
            Parameter parameter,
            @Nullable Regularizer regularizer,
            @Nullable Constraint constraint,
            boolean autocast) {
        this.layer = layer;
        this.parameter = parameter;
        this.regularizer = regularizer;
        this.constraint = constraint;
        this.autocast = autocast;
    }

    /** The layer that owns it. */
    public Layer layer() {
        return layer;
    }

    /** Its own name, for example {@code gamma}. */
    public String name() {
        return parameter.name();
    }

    /** Its name with those of the layers around it, for example {@code sequential/batch_normalization/gamma}. */
    public String path() {
        return layer.path() + "/" + name();
    }

    /** The state itself. */
    public Parameter parameter() {
        return parameter;
    }

    /** A copy of its value. */
    public Tensor value() {
        return parameter.value();
    }

    /** Sets its value; the shape must be equal. */
    public void set(Tensor value) {
        parameter.set(value);
    }

    /** Its sizes. */
    public Shape shape() {
        return parameter.shape();
    }

    /** Whether the layer made it for the optimizer; a frozen layer's weights stay so. */
    public boolean isTrainable() {
        return parameter.kind() == Parameter.Kind.TRAINABLE;
    }

    /** The penalty on it, if any. */
    public @Nullable Regularizer regularizer() {
        return regularizer;
    }

    /** What it is brought back to after each update, if anything. */
    public @Nullable Constraint constraint() {
        return constraint;
    }

    /** Whether it is cast to the layer's compute type when read. */
    boolean autocast() {
        return autocast;
    }

    @Override
    public String toString() {
        return path() + " " + parameter.type();
    }
}
