package dev.norma.models;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.diagnosis.Hint;
import dev.norma.graph.Value;
import dev.norma.layers.Context;
import dev.norma.layers.Inputs;
import dev.norma.layers.Layer;
import dev.norma.losses.Loss;
import dev.norma.optimizers.Optimizer;
import dev.norma.runtime.NonFiniteException;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Nearest;
import dev.norma.tensor.Tensor;
import dev.norma.training.Compilation;
import dev.norma.training.Evaluate;
import dev.norma.training.Fit;
import dev.norma.training.History;
import dev.norma.training.Logs;
import dev.norma.training.Network;
import dev.norma.training.Recalibration;
import dev.norma.training.RecalibrationReport;
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
    private static final int PREDICTED_ROWS = 32;

    private final @Nullable Outline outline;

    @SuppressWarnings("this-escape") // what is run looks at the model later, when it is whole
    private final Runs runs = new Runs(this);

    /** A model whose class draws it. */
    protected Model() {
        this.outline = null;
    }

    /** The network between an input and an output. */
    public Model(Value input, Value output) {
        this(List.of(input), List.of(output));
    }

    /** The network between an input and an output, under a name. */
    public Model(Value input, Value output, String name) {
        this(List.of(input), List.of(output), name);
    }

    /** The network between several inputs and outputs. */
    public Model(List<Value> inputs, List<Value> outputs) {
        this(inputs, outputs, null);
    }

    /** The network between several inputs and outputs, under a name; {@code functional} without one. */
    @SuppressWarnings("this-escape") // building calls back only what this class has set up
    public Model(List<Value> inputs, List<Value> outputs, @Nullable String name) {
        if (name != null) {
            rename(name);
        }
        this.outline = new Outline(inputs, outputs);
        SequencedMap<String, Layer> parts = new LinkedHashMap<>();
        outline.layers().forEach(layer -> parts.put("layers_" + parts.size(), layer));
        adopt(parts, () -> ensureBuilt(inputs.stream().map(Value::type).toList()));
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

    /** The layer of this name in this model, or of this path of names: {@code encoder/norm} is in the layer {@code encoder}. */
    public Layer getLayer(String name) {
        return named(this, name)
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

    private static Optional<Layer> named(Layer holder, String name) {
        for (Layer layer : holder.layers()) {
            if (name.equals(layer.name())) {
                return Optional.of(layer);
            }
            Optional<Layer> inside = name.startsWith(layer.name() + "/")
                    ? named(layer, name.substring(layer.name().length() + 1))
                    : Optional.empty();
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
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

    /** Forgets the programs that were drawn: the model draws something else now. */
    final void redraw() {
        runs.redraw();
    }

    // ---- compile

    /** Says how to train: by what optimizer, towards what, told in which numbers. Layers train or not as they are set now. */
    public void compile(Optimizer<?> optimizer, Loss loss, Object... metrics) {
        compile(Compile.with(optimizer).loss(loss).metrics(metrics));
    }

    /** The same by Keras' names, for example {@code compile("adam", "mse", "mae")}. */
    public void compile(String optimizer, String loss, Object... metrics) {
        compile(Compile.with(optimizer).loss(loss).metrics(metrics));
    }

    /** The same with the optimizer by Keras' name. */
    public void compile(String optimizer, Loss loss, Object... metrics) {
        compile(Compile.with(optimizer).loss(loss).metrics(metrics));
    }

    /** The same with the loss by Keras' name. */
    public void compile(Optimizer<?> optimizer, String loss, Object... metrics) {
        compile(Compile.with(optimizer).loss(loss).metrics(metrics));
    }

    /** Says how to train in every detail: losses and metrics of several outputs, for example. */
    public final void compile(Compile how) {
        runs.compile(how);
    }

    /** Whether {@link #compile} was called. */
    public final boolean isCompiled() {
        return compiled().isPresent();
    }

    /** What {@link #compile} said; empty before it. */
    public final Optional<Compilation> compiled() {
        return runs.compiled();
    }

    /** The optimizer, after {@link #compile}. */
    public final Optimizer<?> optimizer() {
        return runs.compilation().optimizer();
    }

    // ---- fit, evaluate, predict

    /** Trains on batches, for one epoch. */
    public History fit(Dataset data) {
        return fit(data, Fit.epochs(1));
    }

    /** Trains on batches. */
    public History fit(Dataset data, Fit fit) {
        return runs.fit(fit.split(network(), data), fit);
    }

    /** Trains on one row of x and of y for each example, for one epoch in batches of 32. */
    public History fit(Object x, Object y) {
        return fit(x, y, Fit.epochs(1));
    }

    /**
     * Trains on one row of x and of y for each example.
     *
     * @param x a tensor or a Java array; for several inputs a list of them in order, or a map by name
     * @param y the same of the outputs
     */
    public History fit(Object x, Object y, Fit fit) {
        return runs.fit(fit.split(network(), x, y, seedFor(runs.nextShuffle())), fit);
    }

    /** The numbers over all batches. */
    public Logs evaluate(Dataset data) {
        return evaluate(data, Evaluate.everything());
    }

    /** The numbers over batches. */
    public Logs evaluate(Dataset data, Evaluate how) {
        return runs.evaluate(data, how);
    }

    /** The numbers over tensors or Java arrays, given as {@link #fit(Object, Object, Fit)} takes them, 32 rows at a time. */
    public Logs evaluate(Object x, Object y) {
        return evaluate(x, y, Evaluate.everything());
    }

    /** The numbers over tensors or Java arrays, given as {@link #fit(Object, Object, Fit)} takes them. */
    public Logs evaluate(Object x, Object y, Evaluate how) {
        return evaluate(how.batches(network(), x, y), how);
    }

    /** The output for tensors or Java arrays, 32 rows at a time; the first of several outputs. */
    public Tensor predict(Object x) {
        return predictAll(x).getFirst();
    }

    /** The output for tensors or Java arrays, so many rows at a time; the first of several outputs. */
    public Tensor predict(Object x, int batchSize) {
        return predictAll(x, batchSize).getFirst();
    }

    /** The output for batches of features; the first of several outputs. */
    public Tensor predict(Dataset data) {
        return predictAll(data).getFirst();
    }

    /** All outputs for tensors or Java arrays, 32 rows at a time. */
    public List<Tensor> predictAll(Object x) {
        return predictAll(x, PREDICTED_ROWS);
    }

    /** All outputs for tensors or Java arrays, so many rows at a time. */
    public List<Tensor> predictAll(Object x, int batchSize) {
        return runs.predict(x, batchSize);
    }

    /** All outputs for batches of features. */
    public List<Tensor> predictAll(Dataset data) {
        return runs.predict(data);
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
                Dataset.of(Batch.named(network().features(x), Map.of())).batch(PREDICTED_ROWS), how);
    }

    /** One training step, and its numbers: the loss before the step, then the metrics. */
    public Logs trainOnBatch(Object x, Object y) {
        return trainOnBatch(network().batch(x, y));
    }

    /** One training step in which each example counts as its weight says. */
    public Logs trainOnBatch(Object x, Object y, Tensor sampleWeight) {
        return trainOnBatch(network().batch(x, y).withSampleWeight(sampleWeight));
    }

    /** One training step in which each example counts as the weight of its class says; classes without one count 1. */
    public Logs trainOnBatch(Object x, Object y, Map<Integer, Double> classWeight) {
        return runs.train(network().batch(x, y), classWeight);
    }

    /** One training step. */
    public Logs trainOnBatch(Batch batch) {
        return runs.train(batch, Map.of());
    }

    /** The numbers of one batch. */
    public Logs testOnBatch(Object x, Object y) {
        return testOnBatch(network().batch(x, y));
    }

    /** The numbers of one batch in which each example counts as its weight says. */
    public Logs testOnBatch(Object x, Object y, Tensor sampleWeight) {
        return testOnBatch(network().batch(x, y).withSampleWeight(sampleWeight));
    }

    /** The numbers of one batch. */
    public Logs testOnBatch(Batch batch) {
        return runs.test(batch);
    }

    /** The output for one batch; the first of several outputs. */
    public Tensor predictOnBatch(Object x) {
        return runs.predict(Batch.named(network().features(x), Map.of())).getFirst();
    }

    /**
     * Compiles the prediction for these numbers of rows, so that the first call does not wait for it. Runs nothing.
     *
     * @throws IllegalStateException if the model does not know its inputs yet: no Input, and no call before
     */
    public void warmUp(int... sizes) {
        for (int size : sizes) {
            runs.warmUp(size);
        }
    }

    /**
     * Compiles a training step, a test step and the prediction for a batch like this one, so that the first calls do not wait
     * for it. Runs nothing, so that nothing changes.
     */
    public void warmUp(Batch batch) {
        runs.warmUp(batch);
    }

    /**
     * Switches on or off what the model tells about its batch normalizations: on, unless the system property {@code
     * norma.hints} is false.
     */
    public final Model hints(boolean tell) {
        runs.hints().switchOn(tell);
        return this;
    }

    /** What the model has told about its batch normalizations: one line for each kind of thing. */
    public final List<Hint> hints() {
        return runs.hints().told();
    }

    /** The model as Keras prints it. */
    public String summary() {
        return summary(new SummaryOptions());
    }

    /** The model as Keras prints it, with what is asked for. */
    public String summary(SummaryOptions options) {
        return Summary.of(this, options);
    }
}
