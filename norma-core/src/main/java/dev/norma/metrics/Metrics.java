package dev.norma.metrics;

import dev.norma.config.Family;
import dev.norma.losses.LabelKind;
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
        Metric metric = FAMILY.named(isChosen(name) ? accuracy(labels, predictions) : className(name));
        metric.options().configure(Map.of("name", name));
        return metric;
    }

    /**
     * Refuses a name that no metric has.
     *
     * @throws IllegalArgumentException with the names that there are
     */
    public static void check(String name) {
        if (!isChosen(name)) {
            FAMILY.named(className(name));
        }
    }

    private static boolean isChosen(String name) {
        return name.equalsIgnoreCase("accuracy") || name.equalsIgnoreCase("acc");
    }

    private static String className(String name) {
        return switch (name) {
            case "mse", "MSE" -> "MeanSquaredError";
            case "mae", "MAE" -> "MeanAbsoluteError";
            case "bce", "BCE" -> "BinaryCrossentropy";
            default -> name;
        };
    }

    private static String accuracy(TensorType labels, TensorType predictions) {
        return switch (LabelKind.of(labels.shape(), predictions.shape())) {
            case BINARY -> "BinaryAccuracy";
            case CLASS_NUMBERS -> "SparseCategoricalAccuracy";
            case PROBABILITIES -> "CategoricalAccuracy";
        };
    }

    /** All of them. */
    public static Family<Metric> family() {
        return FAMILY;
    }
}
