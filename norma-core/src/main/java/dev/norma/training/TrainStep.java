package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.layers.Context;
import dev.norma.optimizers.Optimizer;
import dev.norma.runtime.NonFiniteException;
import dev.norma.runtime.Program;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Complaint;
import java.util.List;
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
 * <p>It trains every trainable weight that the function meets, and adds what layers add to the loss: penalties on weights
 * and outputs. Layers are made outside of the function. A layer that is frozen or unfrozen between two runs is so from the
 * next run on; where the weights that train become others, that run refuses, since the optimizer was built for those before.
 */
public final class TrainStep {
    private static final String NAME = "the training step";

    private final Optimizer<?> optimizer;
    private final BatchFunction function;
    private final OwnRoutes routes;

    private TrainStep(Optimizer<?> optimizer, BatchFunction function) {
        this.optimizer = optimizer;
        this.function = function;
        this.routes = new OwnRoutes(NAME, function, true, this::draw);
    }

    /** A step that moves what the function meets against the gradient of its loss. */
    public static TrainStep of(Optimizer<?> optimizer, StepFunction function) {
        return ofBatches(optimizer, (batch, context) -> batch.loss(function, context));
    }

    /** The same of a function that takes a whole batch: several inputs, several labels, sample weights. */
    public static TrainStep ofBatches(Optimizer<?> optimizer, BatchFunction function) {
        return new TrainStep(optimizer, function);
    }

    /**
     * Runs one step.
     *
     * @return the loss of the batch before the step
     * @throws NonFiniteException if the loss or a new weight is not finite; nothing is changed then
     */
    public double run(Batch batch) {
        return Watched.step(Mode.TRAIN, routes.feed(Mode.TRAIN, batch))
                .getFirst()
                .item();
    }

    /** Gives the batch normalizations that the function meets the exact statistics of data: {@link Recalibration} says how. */
    public RecalibrationReport recalibrate(Dataset data) {
        return recalibrate(data, Recalibration.exact());
    }

    /** Gives batch normalizations that the function meets the statistics of data. The function is drawn as in inference. */
    public RecalibrationReport recalibrate(Dataset data, Recalibration how) {
        RecalibrationSubject subject = new RecalibrationSubject(NAME, new Feeds(NAME), this::draw, true);
        return new RecalibrationRun(subject, how).over(data);
    }

    /** Draws the function for the sake of its layers: where there are no labels, anything stands for them. */
    private void draw(SequencedMap<String, Value> features, SequencedMap<String, Value> labels, Context context) {
        BatchValues batch = new BatchValues(features, labels.isEmpty() ? features : labels, null);
        Context.withoutNewLayers(() -> function.loss(batch, context));
    }

    /** Compiles the step for batches like this one, and runs nothing. */
    public void warmUp(Batch batch) {
        routes.feed(Mode.TRAIN, batch).compile();
    }

    private Program draw(OwnLoss drawn) {
        Trace trace = drawn.trace();
        if (drawn.trained().isEmpty() && !trace.updates() && !optimizer.isBuilt()) {
            throw new Complaint(
                            "%s has nothing to do".formatted(NAME),
                            "a function that calls layers with its context, one of which trains or keeps statistics",
                            "none",
                            "make the layers outside of the function, and call them in it: layer.apply(x, context)")
                    .asState();
        }
        Update.draw(trace, optimizer, drawn.loss(), drawn.trained(), drawn.weights());
        return trace.finish(List.of(drawn.loss()), List.of(StepDrawing.LOSS), true);
    }
}
