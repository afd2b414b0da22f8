package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import java.util.Map;

/** Turns weights of classes into weights of examples. */
final class ClassWeights {
    private ClassWeights() {}

    /**
     * The batch with the weight of its class for each example; classes without one count 1.
     *
     * @throws IllegalArgumentException if the batch has sample weights already, or labels of several outputs
     */
    static Batch apply(Map<Integer, Double> weights, Batch batch) {
        if (weights.isEmpty()) {
            return batch;
        }
        refuseOthers(batch);
        Tensor labels = batch.y();
        boolean oneHot = labels.rank() > 1 && labels.shape().dim(-1) != 1;
        float[] counted = new float[(int) batch.size()];
        for (int row = 0; row < counted.length; row++) {
            int label = oneHot ? largest(labels, row) : (int) Math.rint(labels.getFlat(row));
            counted[row] = weights.getOrDefault(label, 1.0).floatValue();
        }
        return batch.withSampleWeight(Tensor.of(counted));
    }

    private static void refuseOthers(Batch batch) {
        if (batch.sampleWeight().isPresent()) {
            throw refused("class weights or sample weights", "both", "multiply them into sample weights");
        }
        if (batch.labels().size() != 1) {
            throw refused(
                    "labels of one output", "labels " + batch.labels().keySet(), "give sample weights in their place");
        }
        if (batch.y().rank() > 2) {
            throw refused(
                    "one label for each example: rank 1 or 2",
                    "labels " + batch.y().type(),
                    "give sample weights in their place");
        }
    }

    private static IllegalArgumentException refused(String expected, String given, String fix) {
        return new Complaint("class weights cannot be used here", expected, given, fix).asArgument();
    }

    private static int largest(Tensor labels, long row) {
        int best = 0;
        for (int i = 1; i < labels.shape().dim(-1); i++) {
            best = labels.get(row, i) > labels.get(row, best) ? i : best;
        }
        return best;
    }
}
