package dev.norma.losses;

import dev.norma.config.Family;

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

    /** All of them. */
    public static Family<Loss> family() {
        return FAMILY;
    }
}
