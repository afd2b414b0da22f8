package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.layers.Context;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Optimizer;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.NonFiniteException;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Program;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One training step for loops of one's own: the function draws the loss once, and each run is one program with
 * gradients, the optimizer's update and the moving statistics in it, so that none can be forgotten.
 *
 * <pre>{@code
 * TrainStep step = TrainStep.of(new Adam(), (x, y, context) -> loss.of(y, net.apply(x, context)));
 * for (Batch batch : data) {
 *     double loss = step.run(batch);
 * }
 * }</pre>
 *
 * <p>It trains every trainable weight that the function meets. Layers are made outside of the function.
 */
public final class TrainStep {
    private final Optimizer<?> optimizer;
    private final StepFunction function;
    private final Map<FeedTypes, Launcher> launchers = new HashMap<>();

    private TrainStep(Optimizer<?> optimizer, StepFunction function) {
        this.optimizer = optimizer;
        this.function = function;
    }

    /** A step that moves what the function meets against the gradient of its loss. */
    public static TrainStep of(Optimizer<?> optimizer, StepFunction function) {
        return new TrainStep(optimizer, function);
    }

    /**
     * Runs one step.
     *
     * @return the loss of the batch before the step
     * @throws NonFiniteException if the loss or a new weight is not finite; nothing is changed then
     */
    public double run(Batch batch) {
        Feeds feeds = new Feeds("the training step");
        SequencedMap<String, Tensor> features = feeds.features(batch.features());
        SequencedMap<String, Tensor> labels = feeds.labels(batch.labels());
        FeedTypes types = Feeds.types(features, labels, null);
        List<Tensor> given = new ArrayList<>(features.values());
        given.addAll(labels.values());
        return launcher(types).run(given).getFirst().item();
    }

    /** Gives the batch normalizations that the function meets the exact statistics of data: {@link Recalibration} says how. */
    public RecalibrationReport recalibrate(Dataset data) {
        return recalibrate(data, Recalibration.exact());
    }

    /** Gives batch normalizations that the function meets the statistics of data. The function is drawn as in inference. */
    public RecalibrationReport recalibrate(Dataset data, Recalibration how) {
        Forward forward = (features, labels, context) ->
                loss(List.copyOf(features.values()), List.copyOf(labels.values()), context);
        RecalibrationSubject subject =
                new RecalibrationSubject("the training step", new Feeds("the training step"), forward, true);
        return new RecalibrationRun(subject, how).over(data);
    }

    private Value loss(List<Value> features, List<Value> labels, Context context) {
        return Context.withoutNewLayers(() -> function.loss(
                features.getFirst(), labels.isEmpty() ? features.getFirst() : labels.getFirst(), context));
    }

    private synchronized Launcher launcher(FeedTypes types) {
        return launchers.computeIfAbsent(types, key -> new Launcher(draw(key)));
    }

    private Program draw(FeedTypes types) {
        Trace trace = new Trace("a training step");
        List<Value> features = feeds(trace, types.features());
        List<Value> labels = feeds(trace, types.labels());
        Context context = Context.of(trace, true);
        Value loss = loss(features, labels, context);
        Value total = loss;
        for (Value added : context.losses()) {
            total = Ops.add(total, Ops.cast(added, total.dtype()));
        }
        List<Parameter> trained =
                trace.met().stream().filter(context::isTrained).toList();
        Update.draw(trace, optimizer, trained, context.weights(), total);
        return trace.finish(List.of(total), true);
    }

    private static List<Value> feeds(Trace trace, SequencedMap<String, TensorType> types) {
        List<Value> feeds = new ArrayList<>();
        types.forEach((name, type) -> feeds.add(trace.feed(name, type)));
        return feeds;
    }
}
