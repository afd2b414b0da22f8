package dev.norma.layers;

import dev.norma.graph.Elementwise;
import dev.norma.graph.Node;
import dev.norma.graph.Origin;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.regularizers.Regularizer;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A call of a layer from inside another: builds it, casts what it is given, hands masks on, and names it in errors. */
final class Calling {
    private final Context around;
    private final Layer callee;
    private final String path;

    Calling(Context around, Layer callee) {
        this.around = around;
        this.callee = callee;
        this.path = around.path().isEmpty() ? callee.name() : around.path() + "/" + callee.name();
    }

    List<Value> draw(SequencedMap<String, Value> inputs, Arguments arguments) {
        try {
            return callee.buildingTentatively(() -> new Origin(path).draw(() -> results(cast(inputs), arguments)));
        } catch (ShapeException e) {
            throw e.at("layer \"%s\"".formatted(path));
        } catch (DTypeException e) {
            throw e.at("layer \"%s\"".formatted(path));
        }
    }

    private SequencedMap<String, Value> cast(SequencedMap<String, Value> inputs) {
        SequencedMap<String, Value> cast = new LinkedHashMap<>();
        inputs.forEach((name, value) -> {
            Value fitting = callee.autocasts() && value.dtype().isFloat()
                    ? Ops.cast(value, callee.policy().compute())
                    : value;
            Value hanging = around.maskOf(value);
            if (hanging != null) {
                around.setMask(fitting, hanging);
            }
            cast.put(name, fitting);
        });
        return cast;
    }

    private List<Value> results(SequencedMap<String, Value> inputs, Arguments arguments) {
        build(List.copyOf(inputs.values()));
        Value mask = mask(inputs, arguments);
        boolean training = arguments.training() != null ? arguments.training() : around.training();
        List<Value> results = callee.callAll(new Inputs(inputs), around.inside(callee, path, training, mask));
        Regularizer activity = callee.activityRegularizer();
        if (activity != null) {
            results.forEach(y -> around.addLoss(Ops.divide(activity.penalty(y), Ops.size(y, y.dtype(), 0))));
        }
        return mask == null || !callee.supportsMasking() ? results : masked(results, mask, inputs);
    }

    private void build(List<Value> given) {
        callee.buildAndCheck(given.stream().map(Value::type).toList());
        if (!given.stream().allMatch(value -> value.shape().isStatic())) {
            around.require(path, given, shapes -> callee.check(types(given, shapes)));
        }
    }

    private static List<TensorType> types(List<Value> values, List<Shape> shapes) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i).type().withShape(shapes.get(i)))
                .toList();
    }

    /** The mask that the caller gives, else the one that hangs on the first input. */
    private @Nullable Value mask(SequencedMap<String, Value> inputs, Arguments arguments) {
        if (arguments.mask() != null || inputs.isEmpty()) {
            return arguments.mask();
        }
        return around.maskOf(inputs.firstEntry().getValue());
    }

    /** Hangs the mask on the results; one that is an input gets a node of its own, so that others' inputs stay as they are. */
    private List<Value> masked(List<Value> results, Value mask, SequencedMap<String, Value> inputs) {
        return results.stream()
                .map(result -> {
                    if (around.maskOf(result) != null && !inputs.containsValue(result)) {
                        return result;
                    }
                    Value own = inputs.containsValue(result) && around.maskOf(result) != mask
                            ? Node.of(new Unary(Elementwise.IDENTITY, result))
                                    .results()
                                    .getFirst()
                            : result;
                    around.setMask(own, mask);
                    return own;
                })
                .toList();
    }
}
