package dev.norma.models;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.diagnosis.FitHints;
import dev.norma.diagnosis.Hint;
import dev.norma.diagnosis.Hints;
import dev.norma.graph.Value;
import dev.norma.layers.Context;
import dev.norma.layers.Freezing;
import dev.norma.layers.Inputs;
import dev.norma.layers.Layer;
import dev.norma.losses.Loss;
import dev.norma.losses.Losses;
import dev.norma.optimizers.Optimizer;
import dev.norma.optimizers.Optimizers;
import dev.norma.runtime.NonFiniteException;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Nearest;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import dev.norma.training.Compilation;
import dev.norma.training.Fit;
import dev.norma.training.History;
import dev.norma.training.Logs;
import dev.norma.training.Loop;
import dev.norma.training.Mode;
import dev.norma.training.Network;
import dev.norma.training.Recalibration;
import dev.norma.training.RecalibrationReport;
import dev.norma.training.Stepper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A network that can be trained, evaluated and used. Three ways to make one: from inputs and outputs of a wiring, layer
 * by layer ({@link Sequential}), or by a class of one's own that keeps its layers with {@link #child} and overrides
 * {@link #call(Inputs, Context)}.
 *
 * <pre>{@code
 * Value input = Input.of(2);
 * Value output = new BatchNormalization().apply(input);
 * Model model = new Model(input, output);
 * }</pre>
 */
public class Model extends Layer {
    private final @Nullable Outline outline;
    private @Nullable Compilation compilation;
    private @Nullable Stepper stepper;
    private Flags flags = new Flags(Freezing.CURRENT);

    @SuppressWarnings("this-escape") // hints look at the model later, when it is whole
    private final Hints hints = new Hints(this);

    /** A model whose class draws it. */
    protected Model() {
        this.outline = null;
    }

    /** The network between an input and an output. */
    public Model(Value input, Value output) {
        this(List.of(input), List.of(output));
    }

    /** The network between several inputs and outputs. */
    @SuppressWarnings("this-escape") // building calls back only what this class has set up
    public Model(List<Value> inputs, List<Value> outputs) {
        this.outline = new Outline(inputs, outputs);
        List<Layer> layers = outline.layers();
        for (int i = 0; i < layers.size(); i++) {
            adopt("layers_" + i, layers.get(i));
        }
        ensureBuilt(inputs.stream().map(Value::type).toList());
    }

    @Override
    public String className() {
        return getClass() == Model.class ? "Functional" : getClass().getSimpleName();
    }

    @Override
    protected List<Value> callAll(Inputs inputs, Context context) {
        return outline == null ? List.of(call(inputs, context)) : outline.draw(inputs.all(), context);
    }

    @Override
    protected boolean castsInputs() {
        return false;
    }

    /** How the layers are wired; empty where the class draws the model. */
    public Optional<Outline> outline() {
        return Optional.ofNullable(outline);
    }

    /** The layer of this name, searched in this model only. */
    public Layer getLayer(String name) {
        return layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Complaint(
                                "%s has no layer \"%s\"".formatted(this, name),
                                "one of " + layers().stream().map(Layer::name).toList(),
                                "\"" + name + "\"",
                                Nearest.to(
                                                name,
                                                layers().stream()
                                                        .map(Layer::name)
                                                        .toList())
                                        .map(near -> "did you mean \"" + near + "\"?")
                                        .orElse("use one of the names above"))
                        .asArgument());
    }

    /** The layer of this number, from 0. */
    public Layer getLayer(int index) {
        return layers().get(index);
    }

    // ---- what training knows of it

    /** The model as training and diagnosis see it: a layer with named inputs and outputs. */
    public Network network() {
        if (outline == null) {
            return new Network(this, List.of(), List.of(), List.of());
        }
        return new Network(
                this,
                outline.inputs().stream().map(Outline::nameOf).toList(),
                outline.inputs().stream().map(Value::type).toList(),
                outline.outputs().stream().map(Outline::nameOf).toList());
    }

    private synchronized Stepper stepper() {
        if (stepper == null) {
            stepper = new Stepper(network(), compilation);
        }
        return stepper;
    }

    private Compilation compilation() {
        if (compilation == null) {
            throw new Complaint(
                            this + " is not compiled",
                            "compile(optimizer, loss, metrics...) first",
                            "no compile yet",
                            "compile it")
                    .asState();
        }
        return compilation;
    }

    // ---- compile

    /** Says how to train: by what optimizer, towards what, told in which numbers. Layers train or not as they are set now. */
    public void compile(Optimizer<?> optimizer, Loss loss, Object... metrics) {
        compile(Compile.with(optimizer).loss(loss).metrics(metrics));
    }

    /** The same by Keras' names, for example {@code compile("adam", "mse", "mae")}. */
    public void compile(String optimizer, String loss, Object... metrics) {
        compile(Optimizers.named(optimizer), Losses.named(loss), metrics);
    }

    /** Says how to train a model with several outputs. */
    public final void compile(Compile how) {
        Freezing freezing = Freezing.of(this);
        compilation = how.resolve(network(), freezing);
        flags = new Flags(freezing);
        stepper = null;
    }

    /** Whether {@link #compile} was called. */
    public final boolean isCompiled() {
        return compilation != null;
    }

    /** What {@link #compile} said; empty before it. */
    public final Optional<Compilation> compiled() {
        return Optional.ofNullable(compilation);
    }

    /** The optimizer, after {@link #compile}. */
    public final Optimizer<?> optimizer() {
        return compilation().optimizer();
    }

    // ---- fit, evaluate, predict

    /** Trains on batches. */
    public History fit(Dataset data, Fit fit) {
        return fit(data, fit.validation().orElse(null), fit);
    }

    /** Trains on tensors or Java arrays: one row of x and of y for each example. */
    public History fit(Object x, Object y, Fit fit) {
        return fit(Named.features(network(), x), Named.labels(network(), y), fit);
    }

    /** Trains on named inputs and outputs. */
    public History fit(Map<String, Tensor> x, Map<String, Tensor> y, Fit fit) {
        Fit.Split split = fit.split(new LinkedHashMap<>(x), new LinkedHashMap<>(y), seedFor("shuffle"));
        return fit(split.train(), split.validation(), fit);
    }

    private History fit(Dataset train, @Nullable Dataset validation, Fit fit) {
        Compilation how = compilation();
        flags.warnOfChanges();
        FitHints told = hints.inFit(fit.verbose() > 0 ? System.out : null);
        return new Loop(network(), how, stepper()).telling(told).fit(told.watched(train), validation, fit);
    }

    /** The numbers over all batches. */
    public Logs evaluate(Dataset data) {
        Logs logs = new Loop(network(), compilation(), stepper()).evaluate(data, -1, List.of());
        hints.inferred("evaluate");
        return logs;
    }

    /** The numbers over tensors or Java arrays, 32 rows at a time. */
    public Logs evaluate(Object x, Object y) {
        return evaluate(Dataset.of(Batch.named(Named.features(network(), x), Named.labels(network(), y)))
                .batch(32));
    }

    /** The output for a tensor or a Java array, 32 rows at a time. */
    public Tensor predict(Object x) {
        return predict(
                Dataset.of(Batch.named(Named.features(network(), x), Map.of())).batch(32));
    }

    /** The output for batches of features. */
    public Tensor predict(Dataset data) {
        return predictAll(data).getFirst();
    }

    /** All outputs for batches of features. */
    public List<Tensor> predictAll(Dataset data) {
        List<List<Tensor>> parts = new ArrayList<>();
        for (Batch batch : data) {
            parts.add(stepper().predict(batch.features()));
        }
        if (parts.isEmpty()) {
            throw new Complaint(
                            this + ": predict has no data",
                            "at least one batch",
                            "an empty data set",
                            "check the source")
                    .asArgument();
        }
        hints.inferred("predict");
        return Rows.join(parts);
    }

    /**
     * Gives all batch normalizations whose statistics training moves the exact statistics of data, in place of moving averages.
     *
     * @param data batches of features; they are read once for each batch normalization that lies behind another
     * @return how far the old statistics were off
     * @throws NonFiniteException if a value that comes to a batch normalization is not finite; nothing is changed then, as
     *     with all errors
     */
    public RecalibrationReport recalibrate(Dataset data) {
        return recalibrate(data, Recalibration.exact());
    }

    /** Gives batch normalizations the statistics of data. */
    public RecalibrationReport recalibrate(Dataset data, Recalibration how) {
        return how.run(network(), data);
    }

    /** The same with a tensor or a Java array, 32 rows at a time. */
    public RecalibrationReport recalibrate(Object x) {
        return recalibrate(x, Recalibration.exact());
    }

    /** The same with a tensor or a Java array, 32 rows at a time. */
    public RecalibrationReport recalibrate(Object x, Recalibration how) {
        return recalibrate(
                Dataset.of(Batch.named(Named.features(network(), x), Map.of())).batch(32), how);
    }

    /** One training step. */
    public Logs trainOnBatch(Object x, Object y) {
        return step(Mode.TRAIN, x, y);
    }

    /** The numbers of one batch. */
    public Logs testOnBatch(Object x, Object y) {
        return step(Mode.TEST, x, y);
    }

    private Logs step(Mode mode, Object x, Object y) {
        compilation();
        Batch batch = Batch.named(Named.features(network(), x), Named.labels(network(), y));
        stepper().reset();
        if (mode != Mode.TRAIN) {
            Logs logs = stepper().step(mode, batch);
            hints.inferred("testOnBatch");
            return logs;
        }
        flags.warnOfChanges();
        hints.beforeStep(batch.size());
        Logs logs = stepper().step(mode, batch);
        hints.stepped();
        return logs;
    }

    /** The output for one batch. */
    public Tensor predictOnBatch(Object x) {
        Tensor output = stepper().predict(Named.features(network(), x)).getFirst();
        hints.inferred("predict");
        return output;
    }

    /** Compiles the prediction for these numbers of rows, so that the first call does not wait for it. */
    public void warmUp(int... sizes) {
        for (int size : sizes) {
            SequencedMap<String, Tensor> blank = new LinkedHashMap<>();
            Network known = network();
            for (int i = 0; i < known.inputs().size(); i++) {
                TensorType type = known.inputTypes().get(i);
                blank.put(
                        known.inputs().get(i),
                        Tensor.fill(type.withShape(type.shape().withDim(0, size)), 0));
            }
            stepper().predict(blank);
        }
    }

    /**
     * Switches on or off what the model tells about its batch normalizations: on, unless the system property {@code
     * norma.hints} is false.
     */
    public final Model hints(boolean tell) {
        hints.switchOn(tell);
        return this;
    }

    /** What the model has told about its batch normalizations: one line for each kind of thing. */
    public final List<Hint> hints() {
        return hints.told();
    }

    /** The model as Keras prints it. */
    public String summary() {
        return Summary.of(this);
    }
}
