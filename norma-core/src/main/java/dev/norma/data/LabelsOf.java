package dev.norma.data;

import dev.norma.tensor.Tensor;
import java.util.Map;

/** Makes the features of one element the labels of another. */
final class LabelsOf {
    private LabelsOf() {}

    static Batch merge(Batch element, Batch other) {
        Map<String, Tensor> labels = other.features();
        boolean unnamed = labels.size() == 1 && labels.containsKey(Batch.X);
        Batch labelled = element.withLabels(unnamed ? Map.of(Batch.Y, other.x()) : labels);
        return other.sampleWeight().map(labelled::withSampleWeight).orElse(labelled);
    }
}
