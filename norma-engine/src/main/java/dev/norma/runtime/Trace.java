package dev.norma.runtime;

import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Value;
import dev.norma.graph.World;
import dev.norma.optimize.SizeCheck;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * A drawing of one computation with state: feeds and scalars come in, parameters are read and updated, results go out.
 * Optimizers and metrics need no more than this.
 */
public final class Trace {
    private final World world;
    private final List<Value> feeds = new ArrayList<>();
    private final List<Value> scalars = new ArrayList<>();
    private final List<DoubleSupplier> suppliers = new ArrayList<>();
    private final List<SizeCheck> checks = new ArrayList<>();
    private final Map<String, Value> scalarsByName = new HashMap<>();
    private final Map<Parameter, Value> initial = new LinkedHashMap<>();
    private final Map<Parameter, Value> current = new LinkedHashMap<>();

    /**
     * An empty drawing.
     *
     * @param name what is drawn, for errors
     */
    public Trace(String name) {
        Backends.prepare();
        this.world = new World(name);
    }

    /** A value that each run is given; sizes may be unknown. */
    public Value feed(String name, TensorType type) {
        Value feed = Leaf.value(name, type, world);
        feeds.add(feed);
        return feed;
    }

    /** A float32 number that is asked for at each run; one name stands for one number. */
    public Value scalar(String name, DoubleSupplier supplier) {
        return scalarsByName.computeIfAbsent(name, key -> {
            Value scalar = Leaf.value(key, TensorType.of(DType.FLOAT32), world);
            scalars.add(scalar);
            suppliers.add(supplier);
            return scalar;
        });
    }

    /**
     * Demands something of sizes: now where they are known, else as soon as they are. In the body of a loop or a choice only
     * what is known now can be asked about.
     *
     * @param demand throws a {@link ShapeException} that says what is wrong
     */
    public void require(List<Value> values, Consumer<List<Shape>> demand) {
        List<Shape> shapes = values.stream().map(Value::shape).toList();
        if (shapes.stream().allMatch(Shape::isStatic)) {
            demand.accept(shapes);
        } else if (values.stream().noneMatch(Value::isInBody)) {
            checks.add(new SizeCheck(values, demand));
        }
    }

    /**
     * Refuses a value that is not of this drawing.
     *
     * @param what what the value is to be, for the error
     * @throws IllegalStateException if it was kept from another drawing, or from an outline
     */
    public void requireOwn(String what, Value value) {
        if (!value.isOf(world)) {
            throw new Complaint(
                            "%s is not of %s".formatted(what, world),
                            "a value drawn from what the call is given",
                            "one of another drawing: " + value,
                            "keep no value from one call for another; pass it as an input, or share a layer")
                    .asState();
        }
    }

    /** The parameter's value at the start of the run: what gradients are taken of. */
    public Value initial(Parameter parameter) {
        return initial.computeIfAbsent(parameter, p -> Leaf.value(p.name(), p.type(), world));
    }

    /** The parameter's value here, after the updates drawn so far. */
    public Value value(Parameter parameter) {
        Value updated = current.get(parameter);
        return updated != null ? updated : initial(parameter);
    }

    /** From here on the parameter has this value, and keeps it when the run ends. */
    public void update(Parameter parameter, Value value) {
        if (!parameter.type().accepts(value.type())) {
            throw new ShapeException(
                    "\"%s\" cannot be updated to this".formatted(parameter.name()),
                    parameter.type().toString(),
                    value.type().toString(),
                    "cast or reshape the new value");
        }
        requireOwn("the new value of \"%s\"".formatted(parameter.name()), value);
        initial(parameter);
        current.put(parameter, value);
    }

    /** Whether a parameter was updated so far. */
    public boolean updates() {
        return !current.isEmpty();
    }

    /** The parameters read or updated so far, in the order in which they were met. */
    public List<Parameter> met() {
        return List.copyOf(initial.keySet());
    }

    /**
     * Draws something whose updates are not those of the trace: the body of a loop or a choice. The trace is as before then.
     *
     * @param values what parameters are in it, in place of what they are here
     */
    public <R> Aside<R> aside(Map<Parameter, Value> values, Supplier<R> drawing) {
        Map<Parameter, Value> before = new LinkedHashMap<>(current);
        current.putAll(values);
        Map<Parameter, Value> start = new LinkedHashMap<>(current);
        try {
            R result = drawing.get();
            SequencedMap<Parameter, Value> updates = new LinkedHashMap<>(current);
            updates.entrySet().removeIf(update -> start.get(update.getKey()) == update.getValue());
            return new Aside<>(result, updates);
        } finally {
            current.clear();
            current.putAll(before);
        }
    }

    /**
     * Something drawn aside.
     *
     * @param updates what it would give parameters
     */
    public record Aside<R>(R result, SequencedMap<Parameter, Value> updates) {}

    /** Forgets all updates drawn so far: what a recalibration or a look without consequences needs. */
    public void dropUpdates() {
        current.clear();
    }

    /**
     * The drawing as a program.
     *
     * @param guarded whether a run with a result or a new state that is not finite is refused
     */
    public Program finish(List<Value> results, boolean guarded) {
        return finish(results, Program.numbered(results.size()), guarded);
    }

    /**
     * The drawing as a program whose results have names.
     *
     * @param names of the results, for errors
     * @param guarded whether a run with a result or a new state that is not finite is refused
     */
    public Program finish(List<Value> results, List<String> names, boolean guarded) {
        for (int i = 0; i < results.size(); i++) {
            requireOwn(names.get(i), results.get(i));
        }
        List<Value> inputs = new ArrayList<>(feeds);
        inputs.addAll(scalars);
        inputs.addAll(initial.values());
        List<Value> outputs = new ArrayList<>(results);
        outputs.addAll(current.values());
        return new Program(
                new Graph(inputs, outputs),
                feeds.size(),
                suppliers,
                List.copyOf(initial.keySet()),
                names,
                List.copyOf(current.keySet()),
                checks,
                guarded);
    }
}
