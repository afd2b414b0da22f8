package dev.norma.models;

import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.Context;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Inputs;
import dev.norma.layers.Layer;
import dev.norma.tensor.TensorType;
import dev.norma.training.Network;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layers one behind the other.
 *
 * <pre>{@code
 * Sequential net = new Sequential(new InputLayer(4), new Dense(8), new ReLU(), new Dense(3));
 * }</pre>
 *
 * <p>With an {@link InputLayer} in front, weights exist at once; without one they are made by the first data.
 */
public final class Sequential extends Model {
    private final List<Layer> chain = new ArrayList<>();
    private @Nullable InputLayer input;
    private @Nullable List<TensorType> reached;

    /** These layers, in order. */
    public Sequential(Layer... layers) {
        for (Layer layer : layers) {
            add(layer);
        }
    }

    /** Names the model. */
    public Sequential name(String name) {
        rename(name);
        return this;
    }

    /** A further layer at the end. */
    public Sequential add(Layer layer) {
        if (layer instanceof InputLayer first && chain.isEmpty() && input == null) {
            input = first;
            reached = List.of(first.type());
            return this;
        }
        adopt("layers_" + chain.size(), layer);
        chain.add(layer);
        if (reached != null) {
            reached = layer.outputTypes(reached);
        }
        redraw();
        return this;
    }

    @Override
    public List<Layer> layers() {
        return List.copyOf(chain);
    }

    @Override
    protected void build(List<TensorType> inputs) {
        List<TensorType> types = inputs;
        for (Layer layer : chain) {
            types = layer.outputTypes(types);
        }
        reached = types;
    }

    @Override
    protected List<Value> callAll(Inputs inputs, Context context) {
        List<Value> values = inputs.all();
        for (Layer layer : chain) {
            values = layer.apply(values, context, Arguments.NONE);
        }
        return values;
    }

    @Override
    public Network network() {
        String last = chain.isEmpty() ? name() : chain.getLast().name();
        return input == null
                ? new Network(this, List.of(), List.of(), List.of(last))
                : new Network(this, List.of(input.name()), List.of(input.type()), List.of(last));
    }
}
