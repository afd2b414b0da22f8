package dev.norma.models;

import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.Context;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Inputs;
import dev.norma.layers.Layer;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.TensorType;
import dev.norma.training.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
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
        addAll(List.of(layers));
    }

    /** Names the model. */
    public Sequential name(String name) {
        rename(name);
        return this;
    }

    /**
     * A further layer at the end.
     *
     * @throws dev.norma.tensor.ShapeException if it does not take what the last one gives; it does not belong to the model then
     */
    public Sequential add(Layer layer) {
        addAll(List.of(layer));
        return this;
    }

    private void addAll(List<Layer> layers) {
        boolean begins =
                input == null && chain.isEmpty() && !layers.isEmpty() && layers.getFirst() instanceof InputLayer;
        InputLayer first = begins ? (InputLayer) layers.getFirst() : input;
        List<Layer> more = begins ? layers.subList(1, layers.size()) : layers;
        SequencedMap<String, Layer> parts = new LinkedHashMap<>();
        for (Layer layer : more) {
            refuseInput(layer);
            parts.put("layers_" + (chain.size() + parts.size()), layer);
        }
        List<TensorType> from = begins ? List.of(((InputLayer) layers.getFirst()).type()) : reached;
        adopt(parts, () -> reached = through(more, from));
        chain.addAll(more);
        input = first;
        redraw();
    }

    private void refuseInput(Layer layer) {
        if (layer instanceof InputLayer) {
            throw new Complaint(
                            "%s cannot begin a second time".formatted(this),
                            "an InputLayer in front of all layers, or none",
                            "%s behind others".formatted(layer),
                            "put it first, or leave it out")
                    .asArgument();
        }
    }

    private static @Nullable List<TensorType> through(List<Layer> layers, @Nullable List<TensorType> from) {
        List<TensorType> types = from;
        for (Layer layer : layers) {
            types = types == null ? null : layer.outputTypes(types);
        }
        return types;
    }

    /**
     * Takes the last layer off.
     *
     * @return the layer, which belongs to the model no more
     * @throws IllegalStateException if there is none
     */
    public Layer pop() {
        if (chain.isEmpty()) {
            throw new Complaint("%s has no layer to take off".formatted(this), "at least one layer", "none", "add one")
                    .asState();
        }
        Layer last = chain.removeLast();
        abandon("layers_" + chain.size());
        List<TensorType> begin = input != null ? List.of(input.type()) : isBuilt() ? builtFor() : null;
        reached = through(chain, begin);
        redraw();
        return last;
    }

    @Override
    public List<Layer> layers() {
        return List.copyOf(chain);
    }

    @Override
    protected void build(List<TensorType> inputs) {
        reached = through(chain, inputs);
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
