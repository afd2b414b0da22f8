package dev.norma.layers;

import dev.norma.config.Configurable;
import dev.norma.config.Options;
import dev.norma.constraints.Constraint;
import dev.norma.graph.Call;
import dev.norma.graph.Callee;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import dev.norma.initializers.Initializer;
import dev.norma.initializers.Zeros;
import dev.norma.regularizers.Regularizer;
import dev.norma.runtime.Owner;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Parameters;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something with weights that turns values into values. Its identity is what sharing shares: a layer called twice uses
 * the same weights twice.
 *
 * <p>Options are set by methods of Keras' names until the first use. Weights are made at the first call, when the input's
 * sizes are known. An own layer extends {@link Configured} or this class, makes weights in {@link #build} and draws in
 * {@link #call(Inputs, Context)}:
 *
 * <pre>{@code
 * final class Scale extends Layer {
 *     protected void build(Shape input) {
 *         parameter("factor", Shape.of(input.dim(-1)), new Ones());
 *     }
 *
 *     protected Value call(Inputs inputs, Context context) {
 *         return multiply(inputs.only(), context.value("factor"));
 *     }
 * }
 * }</pre>
 */
@SuppressWarnings("this-escape") // the name is asked for later, when the object is whole
public abstract class Layer implements Callee, Configurable {
    private final Options options = new Options(this::toString);
    private final Owner owner = new Owner();
    private final Map<String, Weight> own = new LinkedHashMap<>();
    private final Parts parts = new Parts(this);
    private final Place place = new Place(this);
    private boolean trainable = true;
    private boolean autocast = true;
    private Policy policy = Policy.FLOAT32;
    private @Nullable Regularizer activityRegularizer;
    private @Nullable Parameter random;
    private volatile @Nullable List<TensorType> builtFor;
    private final Object building = new Object();
    private final List<Node> calls = new ArrayList<>();

    /**
     * A layer that is not built yet.
     *
     * @throws IllegalStateException inside the function of a training step: nobody could save a layer made there
     */
    protected Layer() {
        Context.refuseNewLayers();
    }

    // ---- what a layer class says

    /** Makes the weights for an input of this shape. Called once, before the first call. */
    protected void build(Shape input) {}

    /** Makes the weights for inputs of these types; unless overridden, for the first one. */
    protected void build(List<TensorType> inputs) {
        build(inputs.isEmpty() ? Shape.SCALAR : inputs.getFirst().shape());
    }

    /** Draws the layer with one result. */
    protected Value call(Inputs inputs, Context context) {
        throw new Complaint(
                        this + " draws nothing",
                        "an override of call(Inputs, Context)",
                        "none in " + getClass().getName(),
                        "override it, or callAll for several results")
                .asState();
    }

    /** Draws the layer with any number of results; unless overridden, the one of {@link #call(Inputs, Context)}. */
    protected List<Value> callAll(Inputs inputs, Context context) {
        return List.of(call(inputs, context));
    }

    /** Refuses inputs that the built layer does not take. Nothing is refused unless overridden. */
    protected void check(List<TensorType> inputs) {}

    /** Whether a mask on the input also holds for the output; else it ends here. */
    protected boolean supportsMasking() {
        return false;
    }

    /** Whether floating-point inputs are cast to the compute type. */
    protected boolean castsInputs() {
        return true;
    }

    final boolean autocasts() {
        return autocast && castsInputs();
    }

    /** Makes a weight that the optimizer trains. */
    protected final Weight parameter(String weight, Shape shape, Initializer initializer) {
        return parameter(weight, shape, initializer, null, null);
    }

    /** Makes a weight that the optimizer trains, with a penalty and a constraint. */
    protected final Weight parameter(
            String weight,
            Shape shape,
            Initializer initializer,
            @Nullable Regularizer regularizer,
            @Nullable Constraint constraint) {
        return add(weight, shape, initializer, Parameter.Kind.TRAINABLE, regularizer, constraint, true);
    }

    /** Makes a weight that no optimizer trains, and that is read in its own type: a moving average, for example. */
    protected final Weight statistic(String weight, Shape shape, Initializer initializer) {
        return add(weight, shape, initializer, Parameter.Kind.NON_TRAINABLE, null, null, false);
    }

    /** Makes a whole number that no optimizer trains, 0 at first. */
    protected final Weight counter(String weight) {
        TensorType type = new TensorType(DType.INT64, Shape.SCALAR);
        return add(weight, type, new Zeros(), Parameter.Kind.NON_TRAINABLE, null, null, false);
    }

    /** Makes a weight in every detail. */
    protected final Weight add(
            String weight,
            Shape shape,
            Initializer initializer,
            Parameter.Kind kind,
            @Nullable Regularizer regularizer,
            @Nullable Constraint constraint,
            boolean autocast) {
        return add(
                weight, new TensorType(policy.variable(), shape), initializer, kind, regularizer, constraint, autocast);
    }

    /** Makes a weight in every detail, of a type of its own. */
    protected final Weight add(
            String weight,
            TensorType type,
            Initializer initializer,
            Parameter.Kind kind,
            @Nullable Regularizer regularizer,
            @Nullable Constraint constraint,
            boolean autocast) {
        Parameter state = new Parameter(weight, type, kind, owner, () -> initializer.draw(type, seedFor(weight)));
        Weight made = new Weight(this, state, regularizer, constraint, autocast);
        own.put(weight, made);
        return made;
    }

    /** Takes a layer as a part of this one, under the name of the field that holds it. */
    protected final <L extends Layer> L child(String attribute, L layer) {
        adopt(attribute, layer);
        return layer;
    }

    /**
     * Takes a layer as a part, in place of the one under this attribute if there is one; its name is made different from
     * those of the parts there are.
     */
    protected final void adopt(String attribute, Layer layer) {
        parts.adopt(attribute, layer);
    }

    /**
     * Takes layers as parts, each under its attribute, if what comes then succeeds; else they and this layer are as before.
     *
     * @param more the layers by attribute
     * @param then for example the build of all of them
     */
    protected final void adopt(SequencedMap<String, ? extends Layer> more, Runnable then) {
        parts.adopt(more, then);
    }

    /** Lets go of the part under an attribute; nothing where there is none. */
    protected final void abandon(String attribute) {
        parts.abandon(attribute);
    }

    // ---- options

    @Override
    public final Options options() {
        return options;
    }

    final Place place() {
        return place;
    }

    /** Names the layer; unless set, its class in snake_case, numbered by the model. */
    protected final void rename(String other) {
        if (place.parent() != null || builtFor != null) {
            throw new Complaint(
                            this + " cannot be renamed any more",
                            "naming it before its first use",
                            "name(\"%s\") after it".formatted(other),
                            "name it where it is made")
                    .asState();
        }
        place.rename(other);
    }

    /** A configuration is for a layer that nobody has used. */
    final void refuseConfiguration(@Nullable String other) {
        Layer parent = place.parent();
        if (builtFor != null || (parent != null && other != null)) {
            throw new Complaint(
                            this + " cannot be configured any more",
                            "a layer that is not used yet",
                            builtFor != null ? "one that is built" : "one that belongs to " + parent,
                            "make a new one: Layers.of(...)")
                    .asState();
        }
    }

    /** Does something under another name and with other types, which the layer keeps only if it succeeds. */
    final void tentatively(@Nullable String otherName, @Nullable Policy otherPolicy, Runnable action) {
        Policy policyBefore = policy;
        Runnable nameBefore = place.nameNow();
        try {
            if (otherName != null) {
                rename(otherName);
            }
            if (otherPolicy != null) {
                setPolicy(otherPolicy);
            }
            action.run();
        } catch (RuntimeException | Error e) {
            nameBefore.run();
            policy = policyBefore;
            throw e;
        }
    }

    @Override
    public final String name() {
        return place.name();
    }

    /** The layer's name behind those of the layers around it, joined by {@code /}. */
    public final String path() {
        return place.path();
    }

    /** Sets in which types the layer computes and keeps weights. */
    protected final void setPolicy(Policy other) {
        refuseAfterBuild("dtype", other.toString());
        policy = other;
    }

    /** In which types the layer computes and keeps weights. */
    public final Policy policy() {
        return policy;
    }

    /** Whether the layer trains. A frozen batch normalization also uses and keeps its stored statistics. */
    public boolean trainable() {
        return trainable;
    }

    /** Freezes or unfreezes the layer and all layers in it; {@code fit} sees it from the next {@code compile} on. */
    public void setTrainable(boolean other) {
        trainable = other;
        layers().forEach(layer -> layer.setTrainable(other));
    }

    /** What all random numbers of this layer and those in it follow from; without a seed they differ from run to run. */
    public void setSeed(long other) {
        place.setSeed(other);
    }

    /** A seed for something of this layer, by a name; it follows from the model's seed, if one was set. */
    public final long seedFor(String use) {
        return place.seedFor(use);
    }

    /** Sets whether floating-point inputs and weights are cast to the compute type, before the first use. */
    protected final void setAutocast(boolean casts) {
        refuseAfterBuild("autocast", String.valueOf(casts));
        autocast = casts;
    }

    /** Sets the penalty on the output, for each example, before the first use. */
    protected final void setActivityRegularizer(@Nullable Regularizer regularizer) {
        refuseAfterBuild("activityRegularizer", String.valueOf(regularizer));
        activityRegularizer = regularizer;
    }

    /** The penalty on the output, for each example; null for none. */
    public final @Nullable Regularizer activityRegularizer() {
        return activityRegularizer;
    }

    private void refuseAfterBuild(String setting, String given) {
        if (builtFor != null) {
            throw new Complaint(
                            "%s: %s cannot be set any more".formatted(this, setting),
                            "setting options before the first use",
                            "%s(%s) after it".formatted(setting, given),
                            "set it where the layer is made, or make a new one")
                    .asState();
        }
    }

    /** Name, flags and settings under Keras' keys, as files hold them. */
    public final SequencedMap<String, @Nullable Object> config() {
        SequencedMap<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("name", name());
        config.put("trainable", trainable);
        config.put("dtype", policy.serialize());
        config.putAll(options.toConfig());
        if (activityRegularizer != null) {
            config.put("activity_regularizer", activityRegularizer.serialize());
        }
        return config;
    }

    /**
     * Sets what a configuration says, before the first use; nothing is set if one entry is wrong.
     *
     * @throws IllegalArgumentException if a key is unknown or a value is not legal
     */
    public final void configure(Map<String, ? extends @Nullable Object> config) {
        new LayerConfig(this, config).apply();
    }

    /** Takes the layers that a configuration brought as parts of this one. There are none unless overridden. */
    protected void configured() {}

    /** Class name and configuration, as files hold them; {@link Layers#of} makes a layer from it. */
    @Override
    public final Map<String, Object> serialize() {
        Map<String, Object> serialized = new LinkedHashMap<>();
        serialized.put("class_name", className());
        serialized.put("config", config());
        return serialized;
    }

    /** Freezes or unfreezes the layer alone: layers in it have flags of their own in a configuration. */
    final void setTrainableAlone(boolean other) {
        trainable = other;
    }

    // ---- calls

    /** Wires the layer behind others, outside of any call. */
    public final Value apply(Value... inputs) {
        return apply(Arguments.NONE, inputs);
    }

    /** Wires the layer behind others, with a training mode or a mask. */
    public final Value apply(Arguments arguments, Value... inputs) {
        return Wiring.wire(this, Wiring.named(List.of(inputs)), arguments).getFirst();
    }

    /** Wires a layer with several results behind others. */
    public final List<Value> applyAll(Arguments arguments, Value... inputs) {
        return Wiring.wire(this, Wiring.named(List.of(inputs)), arguments);
    }

    /** Wires the layer behind others: a call that {@link #calls} counts. */
    final List<Value> wired(SequencedMap<String, Value> inputs, Map<String, Object> said, List<TensorType> types) {
        Node call = Node.of(new Call(this, inputs, said, types));
        calls.add(call);
        return call.results();
    }

    /** The calls of the layer outside of any other call, in the order in which it was wired, whatever model they belong to. */
    public final List<Node> calls() {
        return List.copyOf(calls);
    }

    /** Calls the layer inside the call of another. */
    public final Value apply(Value input, Context context) {
        return apply(List.of(input), context, Arguments.NONE).getFirst();
    }

    /** Calls the layer inside the call of another. */
    public final List<Value> apply(List<Value> inputs, Context context, Arguments arguments) {
        return context.call(this, Wiring.named(inputs), arguments);
    }

    /** Calls the layer on numbers; in training mode its statistics move. */
    public final Tensor apply(Tensor input, boolean training) {
        return Wiring.run(this, List.of(input), null, training).getFirst();
    }

    /**
     * Calls the layer on numbers; in training mode its statistics move.
     *
     * @param mask which positions count, boolean; null for all
     */
    public final List<Tensor> apply(List<Tensor> inputs, @Nullable Tensor mask, boolean training) {
        return Wiring.run(this, inputs, mask, training);
    }

    /** Builds the layer for inputs of these types, unless it is built; then checks them. A failed build leaves no trace. */
    public final void ensureBuilt(List<TensorType> inputs) {
        try {
            buildAndCheck(inputs);
        } catch (ShapeException e) {
            throw e.at(toString());
        }
    }

    /** The same; who calls it names the layer in an error. */
    final void buildAndCheck(List<TensorType> inputs) {
        synchronized (building) { // a layer shared by two models may meet its first call in two threads at once
            if (builtFor == null) {
                buildOrUndo(inputs);
            }
        }
        check(inputs);
    }

    private void buildOrUndo(List<TensorType> inputs) {
        Runnable before = parts.memory();
        try {
            builtFor = buildingTentatively(() -> {
                options.fix();
                build(inputs);
                return List.copyOf(inputs);
            });
        } finally {
            if (builtFor == null) {
                before.run();
            }
        }
    }

    /** This layer and those in it, as far as they are not built. */
    final List<Layer> unbuilt() {
        List<Layer> all = new ArrayList<>();
        if (builtFor == null) {
            all.add(this);
        }
        layers().forEach(layer -> all.addAll(layer.unbuilt()));
        return all;
    }

    /** Does something that may build the layer and those in it; if it fails, what was not built before is not built. */
    public final <R> R buildingTentatively(Supplier<R> action) {
        List<Layer> unbuilt = unbuilt();
        boolean done = false;
        try {
            R result = action.get();
            done = true;
            return result;
        } finally {
            if (!done) {
                unbuilt.forEach(Layer::undoBuild);
            }
        }
    }

    /** Forgets what a build that failed made. */
    final void undoBuild() {
        own.clear();
        random = null;
        builtFor = null;
        options.release();
    }

    /** The types of the results for inputs of these types; builds the layer if it is not. */
    public final List<TensorType> outputTypes(List<TensorType> inputs) {
        return Wiring.types(this, inputs, false);
    }

    /** Whether the weights are made. */
    public final boolean isBuilt() {
        return builtFor != null;
    }

    /** The types of the inputs that the layer was built for. */
    public final List<TensorType> builtFor() {
        if (builtFor == null) {
            throw new Complaint(
                            this + " is not built",
                            "a layer whose input's shape is known",
                            "none yet",
                            "call it on something first, or put an Input in front of it")
                    .asState();
        }
        return builtFor;
    }

    // ---- weights

    /** The layers inside this one, in Keras' order. */
    public List<Layer> layers() {
        return parts.all();
    }

    /** The layers inside this one by the names of the fields that hold them. */
    public final Map<String, Layer> attributes() {
        return parts.byAttribute();
    }

    /** All weights in Keras' order: own trainable, own others, then those of the layers inside, each once. */
    public final List<Weight> weights() {
        return WeightLists.all(this);
    }

    /** The weights of this layer alone. */
    final Collection<Weight> ownWeights() {
        return Collections.unmodifiableCollection(own.values());
    }

    /** The weights that an optimizer trains: none of frozen layers. */
    public final List<Weight> trainableWeights() {
        return trainableWeights(Freezing.CURRENT);
    }

    /** The weights that an optimizer trains, as of a moment. */
    public final List<Weight> trainableWeights(Freezing freezing) {
        return WeightLists.trained(this, freezing);
    }

    /** The weights whose penalties count: those that are trained and, in layers that say so, those that are frozen. */
    public final List<Weight> penalizedWeights(Freezing freezing) {
        return WeightLists.penalized(this, freezing);
    }

    /** Whether the penalties on the layer's own weights count where it is frozen too. */
    protected boolean penalizesFrozen() {
        return false;
    }

    /**
     * Whether an optimizer trains the layer's own weights.
     *
     * @param trains whether the layer and those around it train
     */
    final boolean trainsOwn(Freezing freezing, boolean trains) {
        Boolean affine = freezing.switches(this).trainAffine();
        return affine == null ? trains : affine;
    }

    /** How a batch normalization is frozen in parts; other layers know no parts. */
    protected Switches switches() {
        return Switches.AS_KERAS;
    }

    /** The weights that no optimizer trains: statistics, and everything in frozen layers. */
    public final List<Weight> nonTrainableWeights() {
        List<Weight> trained = trainableWeights();
        return weights().stream().filter(weight -> !trained.contains(weight)).toList();
    }

    /** The layer's own weight of this name. */
    public final Weight weight(String weight) {
        Weight found = own.get(weight);
        if (found == null) {
            throw new Complaint(
                            "%s has no weight \"%s\"".formatted(this, weight),
                            own.isEmpty() ? "none: it has no weights yet, or ever" : "one of " + own.keySet(),
                            "\"" + weight + "\"",
                            "use a name from above; weights are made at the first call")
                    .asArgument();
        }
        return found;
    }

    /** Copies of all weights at one moment, in the order of {@link #weights}: no training step lies between two of them. */
    public final List<Tensor> getWeights() {
        return Parameters.values(weights().stream().map(Weight::parameter).toList());
    }

    /**
     * Sets all weights, in the order of {@link #weights}: predictions see all of them or none.
     *
     * @throws ShapeException if their number or a shape differs; nothing is set then
     */
    public final void setWeights(List<Tensor> values) {
        WeightLists.set(this, values);
    }

    /** Which settings would explain that somebody has this many weights, as an end of a sentence; empty unless overridden. */
    protected String whyThatMany(int given) {
        return "";
    }

    /** State that is no weight: random counters of this layer and those in it. */
    public final List<Parameter> hiddenState() {
        List<Parameter> all = new ArrayList<>();
        if (random != null) {
            all.add(random);
        }
        layers().forEach(layer -> all.addAll(layer.hiddenState()));
        return all;
    }

    final Parameter randomState() {
        synchronized (building) {
            if (random == null) {
                random = new Parameter(
                        "seed_generator_state",
                        TensorType.of(DType.INT32, 2),
                        Parameter.Kind.HIDDEN,
                        owner,
                        () -> Tensor.of((int) randomSeed(), 0));
            }
            return random;
        }
    }

    /** What the layer's random numbers in training follow from; unless overridden, the seed of the model and its place. */
    protected long randomSeed() {
        return seedFor("random");
    }

    /** For example {@code layer "dense_1"}. */
    @Override
    public String toString() {
        return "layer \"" + name() + "\"";
    }
}
