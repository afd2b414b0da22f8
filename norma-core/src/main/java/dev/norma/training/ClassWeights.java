package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.tensor.Tensor;
import java.util.Map;

/** Turns weights of classes into weights of examples. */
final class ClassWeights {
    private ClassWeights() {}

    static Batch apply(Map<Integer, Double> weights, Batch batch) {
        if (weights.isEmpty()) {
            return batch;
        }
        Tensor labels = batch.y();
        long rows = labels.shape().dim(0);
        boolean oneHot = labels.rank() > 1 && labels.shape().dim(-1) > 1;
        float[] counted = new float[(int) rows];
        float[] given = batch.sampleWeight().map(Tensor::toFloats).orElse(null);
        for (int row = 0; row < rows; row++) {
            int label = oneHot ? largest(labels, row) : (int) labels.getFlat(row);
            double weight = weights.getOrDefault(label, 1.0);
            counted[row] = (float) (given == null ? weight : weight * given[row]);
        }
        return batch.withSampleWeight(Tensor.of(counted));
    }

    private static int largest(Tensor labels, long row) {
        int best = 0;
        for (int i = 1; i < labels.shape().dim(-1); i++) {
            best = labels.get(row, i) > labels.get(row, best) ? i : best;
        }
        return best;
    }
}
