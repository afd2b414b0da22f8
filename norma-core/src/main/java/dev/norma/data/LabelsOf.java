package dev.norma.data;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import java.util.Map;

/** Makes the features of one element the labels of another. */
final class LabelsOf {
    private LabelsOf() {}

    static Batch merge(Batch element, Batch other) {
        if (element.isRow() != other.isRow()) {
            throw new Complaint(
                            "zip cannot label rows with batches, or batches with rows",
                            "rows and rows, or batches and batches of one size",
                            "%s and %s".formatted(kind(element), kind(other)),
                            "call batch(n) on both, or on neither and then on what zip gives")
                    .asState();
        }
        Map<String, Tensor> labels = other.features();
        boolean unnamed = labels.size() == 1 && labels.containsKey(Batch.X);
        Batch labelled = element.withLabels(unnamed ? Map.of(Batch.Y, other.x()) : labels);
        return other.sampleWeight().map(labelled::withSampleWeight).orElse(labelled);
    }

    private static String kind(Batch element) {
        return (element.isRow() ? "the row " : "the batch ") + element;
    }
}
