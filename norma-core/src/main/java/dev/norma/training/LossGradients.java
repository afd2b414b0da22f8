package dev.norma.training;

import dev.norma.autodiff.Gradients;
import dev.norma.data.Batch;
import dev.norma.graph.Graph;
import dev.norma.graph.Value;
import dev.norma.layers.Weight;
import dev.norma.runtime.Program;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.WeakHashMap;

/**
 * The gradients of a loss, to be looked at or used: no weight and no statistic moves.
 *
 * <pre>{@code
 * LossGradients gradients = LossGradients.of((x, y, context) -> loss.of(y, net.apply(x, context)));
 * LossGradients.Found found = gradients.at(batch);
 * Tensor ofKernel = found.of(dense.weight("kernel"));
 * Tensor saliency = found.ofFeature(Batch.X);
 * }</pre>
 *
 * <p>It finds those of every weight that trains now and that the function meets, and of every feature of floating-point numbers.
 */
public final class LossGradients {
    private static final String NAME = "the gradients";

    private final OwnRoutes routes;

    /** What was drawn, as long as a route leads to its graph. */
    private final Map<Graph, OwnLoss> drawn = new WeakHashMap<>();

    private LossGradients(BatchFunction function, boolean training) {
        this.routes = new OwnRoutes(NAME, function, training, this::draw);
    }

    /** The gradients of a loss in inference: layers work by what they have stored. */
    public static LossGradients of(StepFunction function) {
        return new LossGradients((batch, context) -> batch.loss(function, context), false);
    }

    /** The gradients of a loss in training: by the statistics of the batch, with dropout. */
    public static LossGradients inTraining(StepFunction function) {
        return new LossGradients((batch, context) -> batch.loss(function, context), true);
    }

    /**
     * What was found for a batch.
     *
     * @param loss the loss of the batch, penalties included
     * @param byWeight the gradient of each weight
     * @param byFeature the gradient of each feature of floating-point numbers, by name
     */
    public record Found(double loss, SequencedMap<Weight, Tensor> byWeight, SequencedMap<String, Tensor> byFeature) {
        /** The gradient of a weight. */
        public Tensor of(Weight weight) {
            return known(byWeight, weight);
        }

        /** The gradient of a feature. */
        public Tensor ofFeature(String name) {
            return known(byFeature, name);
        }

        private static <K> Tensor known(Map<K, Tensor> found, K key) {
            Tensor gradient = found.get(key);
            if (gradient == null) {
                throw new Complaint(
                                "there is no gradient of " + key,
                                "one of " + found.keySet(),
                                key.toString(),
                                "a weight is trainable and met by the function; a feature holds floating-point numbers")
                        .asArgument();
            }
            return gradient;
        }
    }

    /** The loss of a batch and its gradients. */
    public synchronized Found at(Batch batch) {
        Route.Feeding fed = routes.feed(Mode.TEST, batch);
        OwnLoss own = Objects.requireNonNull(drawn.get(fed.program().graph()));
        Iterator<Tensor> results = fed.run().iterator();
        double loss = results.next().item();
        SequencedMap<Weight, Tensor> byWeight = new LinkedHashMap<>();
        own.trainedWeights().forEach(weight -> byWeight.put(weight, results.next()));
        SequencedMap<String, Tensor> byFeature = new LinkedHashMap<>();
        own.floatFeatures().forEach((name, feature) -> byFeature.put(name, results.next()));
        return new Found(
                loss, Collections.unmodifiableSequencedMap(byWeight), Collections.unmodifiableSequencedMap(byFeature));
    }

    private Program draw(OwnLoss own) {
        List<Value> of = new ArrayList<>();
        own.trainedWeights().forEach(weight -> of.add(own.trace().initial(weight.parameter())));
        of.addAll(own.floatFeatures().values());
        List<Value> results = new ArrayList<>(List.of(own.loss()));
        results.addAll(Gradients.of(own.loss(), of));
        own.trace().dropUpdates();
        Program program = own.trace().finish(results, false);
        drawn.put(program.graph(), own);
        return program;
    }
}
