package dev.norma.layers;

import dev.norma.graph.Constant;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import dev.norma.ops.Carried;
import dev.norma.ops.Ops;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a layer's call may ask and say while it draws: one view for each call, over one table for the whole trace. State
 * goes through it, so that a layer that is called twice updates in the order of its calls.
 */
public final class Context {
    private static final ScopedValue<Boolean> NO_NEW_LAYERS = ScopedValue.newInstance();

    private final Drawing drawing;
    private final @Nullable Layer layer;
    private final String path;
    private final boolean training;
    private final int replicas;
    private final @Nullable Value mask;

    private Context(
            Drawing drawing, @Nullable Layer layer, String path, boolean training, int replicas, @Nullable Value mask) {
        this.drawing = drawing;
        this.layer = layer;
        this.path = path;
        this.training = training;
        this.replicas = replicas;
        this.mask = mask;
    }

    /** The outermost context of a trace. */
    public static Context of(Trace trace, boolean training) {
        return of(trace, training, Freezing.CURRENT);
    }

    /**
     * The outermost context of a trace.
     *
     * @param freezing which layers train: as of the last {@code compile}
     */
    public static Context of(Trace trace, boolean training, Freezing freezing) {
        return new Context(new Drawing(trace, freezing, null), null, "", training, 1, null);
    }

    /**
     * The outermost context of a trace in which somebody watches the batch normalizations.
     *
     * @param freezing which layers train: as of the last {@code compile}
     */
    public static Context of(Trace trace, boolean training, Freezing freezing, BatchWatch watch) {
        return new Context(new Drawing(trace, freezing, watch), null, "", training, 1, null);
    }

    /** The drawing with state that the call belongs to. */
    public Trace trace() {
        return drawing.trace;
    }

    /** Whether the call is one of training: said by the caller, or inherited, else not. */
    public boolean training() {
        return training;
    }

    /**
     * The same drawing where a batch is that of several replicas, a slice of equal size for each: what takes statistics of
     * the batch takes them of each slice, unless it is synchronized.
     *
     * @param count from 1
     */
    public Context replicated(int count) {
        return new Context(drawing, layer, path, training, count, mask);
    }

    /** Of how many replicas a batch consists: 1 unless {@link #replicated}. */
    public int replicas() {
        return replicas;
    }

    /** Whether the layer trains: its flag, as of the last {@code compile} in {@code fit}. */
    public boolean trainable() {
        return trainable(layer());
    }

    /** Whether a layer trains: its flag, as of the last {@code compile} in {@code fit}. */
    public boolean trainable(Layer other) {
        return drawing.freezing.trains(other);
    }

    /** Which layers train, and how batch normalizations are frozen in parts. */
    Freezing freezing() {
        return drawing.freezing;
    }

    /** Who watches the batch normalizations; null for nobody. */
    @Nullable
    BatchWatch watch() {
        return drawing.watch;
    }

    /** The mask of this call: the caller's, else the one that hangs on the first input; null if there is none. */
    public @Nullable Value mask() {
        return mask;
    }

    /** The mask that hangs on a value; null if none does. */
    public @Nullable Value maskOf(Value value) {
        return drawing.masks.get(value);
    }

    /** Hangs a mask on a value. */
    public void setMask(Value value, Value mask) {
        drawing.masks.put(value, mask);
    }

    /** The layer's weight of this name, in the compute type unless it was made without {@code autocast}. */
    public Value value(String name) {
        return value(layer().weight(name));
    }

    /** A weight's value here, in the compute type unless it was made without {@code autocast}. */
    public Value value(Weight weight) {
        drawing.weights.put(weight.parameter(), weight);
        Value value = drawing.trace.value(weight.parameter());
        Policy policy = weight.layer().policy();
        return weight.autocast() && weight.layer().autocasts() && value.dtype().isFloat()
                ? Ops.cast(value, policy.compute())
                : value;
    }

    /** From here on the layer's weight of this name has this value; cast to the weight's type. */
    public void update(String name, Value value) {
        Parameter parameter = layer().weight(name).parameter();
        drawing.trace.update(parameter, Ops.cast(value, parameter.dtype()));
    }

    /**
     * Demands something of sizes: now where they are known, else when numbers arrive, before anything is computed.
     *
     * @param demand throws a {@link ShapeException}; the layer's name is added
     */
    public void require(List<Value> values, Consumer<List<Shape>> demand) {
        require(path, values, demand);
    }

    void require(String place, List<Value> values, Consumer<List<Shape>> demand) {
        drawing.trace.require(values, shapes -> {
            try {
                demand.accept(shapes);
            } catch (ShapeException e) {
                throw e.at("layer \"%s\"".formatted(place));
            }
        });
    }

    /** A float32 number that is asked for at each step, for values that change from step to step. */
    public Value scalar(String name, DoubleSupplier supplier) {
        return drawing.trace.scalar(path + "/" + name, supplier);
    }

    /**
     * A loop, as {@link Ops#scan} draws it, in whose body layers may be called that have state: what they update in one run the
     * next one sees, and the last one leaves; what they add to the loss is added for each run. The body is drawn twice where it
     * updates something.
     *
     * @param body from the carries and one position of each sequence to the next carries, of the same types, and further
     *     results; it calls layers with this context
     * @param initial the carries before the first run
     * @param sequences at least one, scanned along their first axis, all of one length
     * @param reverse whether to begin at the last position
     */
    public Carried<Value> scan(
            BiFunction<List<Value>, List<Value>, Carried<Value>> body,
            List<Value> initial,
            List<Value> sequences,
            boolean reverse) {
        return new Control(drawing).scan(body, initial, sequences, reverse);
    }

    /**
     * A choice, as {@link Ops#cond} draws it, in whose branches layers may be called that have state: only the branch that runs
     * updates what its layers update, and adds what they add to the loss.
     *
     * @param predicate bool, a scalar
     */
    public Value cond(Value predicate, Supplier<Value> then, Supplier<Value> otherwise) {
        return condAll(predicate, () -> List.of(then.get()), () -> List.of(otherwise.get()))
                .getFirst();
    }

    /** {@link #cond} for branches that give several results. */
    public List<Value> condAll(Value predicate, Supplier<List<Value>> then, Supplier<List<Value>> otherwise) {
        return new Control(drawing).cond(predicate, then, otherwise);
    }

    /** The key for random numbers of this call; each time it is asked for, another one. */
    public Value randomKey() {
        Parameter state = layer().randomState();
        Value key = drawing.trace.value(state);
        Value next =
                Ops.add(key, Node.of(new Constant(Tensor.of(0, 1))).results().getFirst());
        drawing.trace.update(state, next);
        return key;
    }

    /** Adds a scalar to the loss of the model. */
    public void addLoss(Value loss) {
        drawing.losses.add(loss);
    }

    /** The scalars that were added to the loss so far. */
    public List<Value> losses() {
        return List.copyOf(drawing.losses);
    }

    /** Whether an optimizer trains a parameter: it was made for that, and its layer, if it has one, is not frozen. */
    public boolean isTrained(Parameter parameter) {
        Weight weight = drawing.weights.get(parameter);
        return parameter.kind() == Parameter.Kind.TRAINABLE
                && (weight == null || weight.layer().trainsOwn(drawing.freezing, trainable(weight.layer())));
    }

    /** The weights read so far, in the order in which they were met. */
    public List<Weight> weights() {
        return List.copyOf(drawing.weights.values());
    }

    /** What a drawing gives back in which no layer may be made. */
    public static <R> R withoutNewLayers(Supplier<R> drawing) {
        return ScopedValue.where(NO_NEW_LAYERS, true).call(drawing::get);
    }

    static void refuseNewLayers() {
        if (NO_NEW_LAYERS.isBound()) {
            throw new Complaint(
                            "a layer cannot be made inside the function of a training step",
                            "layers made once, outside of it",
                            "a new layer, which nobody could save",
                            "make the layer before the step, and call it in the function")
                    .asState();
        }
    }

    /** The layers' names down to this call, joined by {@code /}. */
    public String path() {
        return path;
    }

    /** Calls a layer from inside a call. */
    public List<Value> call(Layer callee, SequencedMap<String, Value> inputs, Arguments arguments) {
        return new Calling(this, callee).draw(inputs, arguments);
    }

    /** What a layer asks that is called from here. */
    Context inside(Layer callee, String inner, boolean mode, @Nullable Value counted) {
        return new Context(drawing, callee, inner, mode, replicas, counted);
    }

    private Layer layer() {
        if (layer == null) {
            throw new Complaint(
                            "there is no layer here",
                            "a question asked inside a layer's call",
                            "the outermost context",
                            "ask inside the layer, or use trace()")
                    .asState();
        }
        return layer;
    }
}
