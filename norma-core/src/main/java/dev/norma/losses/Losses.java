package dev.norma.losses;

import dev.norma.config.Family;
import dev.norma.tensor.TensorType;

/** Losses by Keras' names. */
public final class Losses {
    private static final Family<Loss> FAMILY = new Family<Loss>("loss")
            .with("MeanSquaredError", MeanSquaredError::new)
            .with("MeanAbsoluteError", MeanAbsoluteError::new)
            .with("BinaryCrossentropy", BinaryCrossentropy::new)
            .with("CategoricalCrossentropy", CategoricalCrossentropy::new)
            .with("SparseCategoricalCrossentropy", SparseCategoricalCrossentropy::new);

    private Losses() {}

    /** The loss of a name such as {@code "mse"} or {@code "sparse_categorical_crossentropy"}. */
    public static Loss named(String name) {
        return FAMILY.named(
                switch (name) {
                    case "mse", "MSE" -> "MeanSquaredError";
                    case "mae", "MAE" -> "MeanAbsoluteError";
                    case "bce", "BCE" -> "BinaryCrossentropy";
                    default -> name;
                });
    }

    /**
     * The loss of a name, where {@code "crossentropy"} and {@code "ce"} stand for the binary one for predictions of one column,
     * the sparse one for labels that are class numbers, else the categorical one.
     */
    public static Loss named(String name, TensorType labels, TensorType predictions) {
        if (!isChosen(name)) {
            return named(name);
        }
        return switch (LabelKind.of(labels.shape(), predictions.shape())) {
            case BINARY -> new BinaryCrossentropy();
            case CLASS_NUMBERS -> new SparseCategoricalCrossentropy();
            case PROBABILITIES -> new CategoricalCrossentropy();
        };
    }

    /**
     * Refuses a name that no loss has.
     *
     * @throws IllegalArgumentException with the names that there are
     */
    public static void check(String name) {
        if (!isChosen(name)) {
            named(name);
        }
    }

    private static boolean isChosen(String name) {
        return name.equalsIgnoreCase("crossentropy") || name.equalsIgnoreCase("ce");
    }

    /** All of them. */
    public static Family<Loss> family() {
        return FAMILY;
    }
}
