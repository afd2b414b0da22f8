package dev.norma.metrics;

import dev.norma.config.Family;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.Map;

/** Metrics by Keras' names. */
public final class Metrics {
    private static final Family<Metric> FAMILY = new Family<Metric>("metric")
            .with("Mean", Mean::new)
            .with("Accuracy", Accuracy::new)
            .with("BinaryAccuracy", BinaryAccuracy::new)
            .with("CategoricalAccuracy", CategoricalAccuracy::new)
            .with("SparseCategoricalAccuracy", SparseCategoricalAccuracy::new)
            .with("TopKCategoricalAccuracy", TopKCategoricalAccuracy::new)
            .with("SparseTopKCategoricalAccuracy", SparseTopKCategoricalAccuracy::new)
            .with("MeanSquaredError", MeanSquaredError::new)
            .with("MeanAbsoluteError", MeanAbsoluteError::new)
            .with("BinaryCrossentropy", BinaryCrossentropy::new)
            .with("CategoricalCrossentropy", CategoricalCrossentropy::new)
            .with("SparseCategoricalCrossentropy", SparseCategoricalCrossentropy::new);

    private Metrics() {}

    /**
     * The metric of a name, as logs will call it. {@code "accuracy"} becomes the binary one for predictions of one column,
     * the sparse one for labels that are class numbers, else the categorical one.
     */
    public static Metric named(String name, TensorType labels, TensorType predictions) {
        Metric metric = FAMILY.named(
                switch (name) {
                    case "accuracy", "acc", "Accuracy" -> accuracy(labels.shape(), predictions.shape());
                    case "mse", "MSE" -> "MeanSquaredError";
                    case "mae", "MAE" -> "MeanAbsoluteError";
                    case "bce", "BCE" -> "BinaryCrossentropy";
                    default -> name;
                });
        metric.options().configure(Map.of("name", name));
        return metric;
    }

    private static String accuracy(Shape labels, Shape predictions) {
        if (predictions.rank() > 0 && predictions.dimOrUnknown(-1) == 1) {
            return "BinaryAccuracy";
        }
        boolean sparse = labels.rank() < predictions.rank() || (labels.rank() > 0 && labels.dimOrUnknown(-1) == 1);
        return sparse ? "SparseCategoricalAccuracy" : "CategoricalAccuracy";
    }

    /** All of them. */
    public static Family<Metric> family() {
        return FAMILY;
    }
}
