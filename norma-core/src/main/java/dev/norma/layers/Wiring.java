package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The two ways of calling a layer from outside of any call: in an outline, and on numbers. */
final class Wiring {
    private Wiring() {}

    static SequencedMap<String, Value> named(List<Value> inputs) {
        SequencedMap<String, Value> named = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            named.put(i == 0 ? "inputs" : "inputs_" + i, inputs.get(i));
        }
        return named;
    }

    static List<Value> wire(Layer layer, SequencedMap<String, Value> inputs, Arguments arguments) {
        for (Value input : inputs.values()) {
            if (!input.isOutline()) {
                throw new Complaint(
                                layer + " is called without a context",
                                "layer.apply(value, context) inside of a call",
                                "a value of a graph of operations: " + input,
                                "hand on the context that the call was given")
                        .asState();
            }
        }
        SequencedMap<String, Value> wired = new LinkedHashMap<>(inputs);
        if (arguments.mask() != null) {
            wired.put("mask", arguments.mask());
        }
        List<TensorType> types = types(
                layer, inputs.values().stream().map(Value::type).toList(), Boolean.TRUE.equals(arguments.training()));
        Map<String, Object> said = arguments.training() == null ? Map.of() : Map.of("training", arguments.training());
        return layer.wired(wired, said, types);
    }

    /** The types of the results, found by a drawing that is thrown away. */
    static List<TensorType> types(Layer layer, List<TensorType> inputs, boolean training) {
        Trace trace = new Trace("the shapes of " + layer);
        List<Value> feeds =
                inputs.stream().map(type -> trace.feed("input", type)).toList();
        return Context.of(trace, training).call(layer, named(feeds), Arguments.NONE).stream()
                .map(Value::type)
                .toList();
    }

    static List<Tensor> run(Layer layer, List<Tensor> inputs, @Nullable Tensor mask, boolean training) {
        Trace trace = new Trace("a call of " + layer);
        List<Value> feeds = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            feeds.add(trace.feed("input" + i, inputs.get(i).type()));
        }
        Arguments arguments = Arguments.NONE;
        List<Tensor> given = new ArrayList<>(inputs);
        if (mask != null) {
            arguments = Arguments.mask(trace.feed("mask", mask.type()));
            given.add(mask);
        }
        List<Value> results = Context.of(trace, training).call(layer, named(feeds), arguments);
        return new Launcher(trace.finish(results, false)).run(given);
    }
}
