package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.graph.Value;
import dev.norma.layers.Context;
import dev.norma.layers.Freezing;
import dev.norma.layers.Layer;
import dev.norma.optimizers.Optimizer;
import dev.norma.runtime.NonFiniteException;
import dev.norma.runtime.Program;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

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
    private final Set<Layer> met = new LinkedHashSet<>();
    private volatile Freezing freezing = Freezing.CURRENT;
    private volatile Routes routes = new Routes(new Feeds(NAME), NAME, this::draw);

    private TrainStep(Optimizer<?> optimizer, BatchFunction function) {
        this.optimizer = optimizer;
        this.function = function;
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
        return Watched.step(Mode.TRAIN, routes().feed(Mode.TRAIN, batch))
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
        routes().feed(Mode.TRAIN, batch).compile();
    }

    /** What was drawn holds as long as nobody freezes or unfreezes a layer that it met. */
    private Routes routes() {
        if (!freezing.isCurrent()) {
            drawAgain();
        }
        return routes;
    }

    private synchronized void drawAgain() {
        met.clear();
        freezing = Freezing.CURRENT;
        routes = new Routes(new Feeds(NAME), NAME, this::draw);
    }

    private synchronized Program draw(Mode mode, FeedTypes types) {
        OwnLoss drawn = OwnLoss.draw("a training step", function, types, true);
        drawn.weights().forEach(weight -> met.add(weight.layer()));
        freezing = Freezing.ofEach(met);
        Update.draw(drawn.trace(), optimizer, drawn.loss(), drawn.trained(), drawn.weights());
        return drawn.trace().finish(List.of(drawn.loss()), List.of(StepDrawing.LOSS), true);
    }
}
