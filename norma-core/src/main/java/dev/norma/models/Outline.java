package dev.norma.models;

import dev.norma.graph.Call;
import dev.norma.graph.Node;
import dev.norma.graph.Op;
import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.Context;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Layer;
import dev.norma.tensor.Complaint;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * How layers are wired between inputs and outputs: what a functional model is made of, and what summaries and files are
 * written from.
 *
 * <p>Calls run in Keras' order, which decides in what order a shared batch normalization updates: by depth (the longest
 * way to an output, counted from there), then by the order in which a walk from the outputs meets them.
 */
public final class Outline {
    private final List<Value> inputs;
    private final List<Value> outputs;
    private final List<Node> order;
    private final List<Object> callees;
    private final List<Layer> layers;

    /**
     * The part of a wiring between these values.
     *
     * @throws IllegalArgumentException if an output depends on an input that is not listed
     */
    public Outline(List<Value> inputs, List<Value> outputs) {
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        OutlineOrder found = new OutlineOrder(inputs, outputs);
        this.order = found.nodes();
        this.callees = found.callees();
        this.layers = callees.stream()
                .filter(Layer.class::isInstance)
                .map(Layer.class::cast)
                .toList();
        checkInputs();
    }

    /** The values it begins with. */
    public List<Value> inputs() {
        return inputs;
    }

    /** The values it ends with. */
    public List<Value> outputs() {
        return outputs;
    }

    /** Calls and operations in the order in which they run, inputs included. */
    public List<Node> nodes() {
        return order;
    }

    /** The layers called, in Keras' order, each once. */
    public List<Layer> layers() {
        return layers;
    }

    /** Layers, and the nodes of operations that stand beside them, in Keras' order, each once. */
    List<Object> callees() {
        return callees;
    }

    /** Draws everything again inside a call, over other inputs. */
    List<Value> draw(List<Value> given, Context context) {
        Map<Value, Value> drawn = new IdentityHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            drawn.put(inputs.get(i), given.get(i));
        }
        for (Node node : order) {
            if (!drawn.containsKey(node.results().getFirst())) {
                List<Value> results = draw(node, drawn, context);
                for (int i = 0; i < results.size(); i++) {
                    drawn.put(node.results().get(i), results.get(i));
                }
            }
        }
        return outputs.stream().map(drawn::get).map(Objects::requireNonNull).toList();
    }

    private static List<Value> draw(Node node, Map<Value, Value> drawn, Context context) {
        return switch (node.source()) {
            case Op op ->
                Node.of(op.map(value -> Objects.requireNonNull(drawn.get(value))))
                        .results();
            case Call call -> {
                SequencedMap<String, Value> given = new LinkedHashMap<>();
                call.inputs().forEach((name, value) -> given.put(name, Objects.requireNonNull(drawn.get(value))));
                Value mask = given.remove("mask");
                Boolean training = (Boolean) call.arguments().get("training");
                yield context.call((Layer) call.callee(), given, new Arguments(training, mask));
            }
        };
    }

    private void checkInputs() {
        for (Node node : order) {
            if (node.source() instanceof Call call
                    && call.callee() instanceof InputLayer input
                    && !inputs.contains(node.results().getFirst())) {
                throw new Complaint(
                                "the outputs depend on an input that the model does not list",
                                "all inputs listed: %s is missing".formatted(input),
                                "inputs " + inputs.stream().map(Outline::nameOf).toList(),
                                "add it to the model's inputs")
                        .asArgument();
            }
        }
    }

    /** What an input or an output is called: its layer. */
    static String nameOf(Value value) {
        return value.node().source() instanceof Call call ? call.callee().name() : "value";
    }
}
