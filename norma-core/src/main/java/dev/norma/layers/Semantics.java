package dev.norma.layers;

import dev.norma.config.OptionType;
import dev.norma.graph.Weighting;
import dev.norma.tensor.DType;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whose batch normalization a layer is. Inference is the same everywhere; what training puts into the moving statistics,
 * how masks count, what a frozen layer does and which options exist differ.
 */
public enum Semantics {
    /** Keras 3: one axis, the biased variance is averaged, a mask selects, a frozen layer works as in inference. */
    KERAS3,
    /**
     * {@code tf.keras} of TensorFlow 2 (tf_keras): several axes, ghost batches, adjustment; where it would be fused (inputs
     * of rank 4 and 5) the averaged variance is multiplied by N / (N - 1); a mask multiplies.
     */
    TF_KERAS,
    /** {@code tf.layers} of TensorFlow 1: as {@link #TF_KERAS}, but a frozen layer still normalizes by the batch in training. */
    TF1_LAYERS;

    static final OptionType<Semantics> TYPE = OptionType.of(
            "one of " + Arrays.toString(values()),
            Semantics::read,
            is -> is.name().toLowerCase(Locale.ROOT));

    private static @Nullable Semantics read(Object given) {
        return given instanceof Semantics is
                ? is
                : Arrays.stream(values())
                        .filter(is -> given instanceof String name && is.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(null);
    }

    /** Whether it is one of the layers before Keras 3, which have more options. */
    public boolean isLegacy() {
        return this != KERAS3;
    }

    Weighting weighting() {
        return this == KERAS3 ? Weighting.SELECTED : Weighting.MULTIPLIED;
    }

    /** The type of weights: legacy layers keep them in float32 where the policy would have 16 bits. */
    DType variables(Policy policy) {
        DType variable = policy.variable();
        return isLegacy() && variable.bytes() == 2 ? DType.FLOAT32 : variable;
    }

    /** The share of the batch's statistic in the next moving average; TensorFlow makes a float32 of it first. */
    double share(double momentum) {
        return this == KERAS3 ? 1 - momentum : (float) (1 - momentum);
    }

    /** The root of epsilon that bounds the standard deviation of renorm; Keras 3 makes a float32 of epsilon first. */
    double root(double epsilon) {
        return Math.sqrt(this == KERAS3 ? (float) epsilon : epsilon);
    }
}
