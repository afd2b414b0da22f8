package dev.norma.layers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The three things that freezing a batch normalization couples in Keras, each of its own. Where one is not set, {@code
 * trainable} decides it as in Keras.
 *
 * @param trainAffine whether gamma and beta train; null for as {@code trainable} says
 * @param updateStatistics whether training moves the stored statistics; null for as {@code trainable} says
 * @param normalizeBy which statistics normalize
 */
public record Switches(
        @Nullable Boolean trainAffine, @Nullable Boolean updateStatistics, NormalizeBy normalizeBy) {
    /** Everything as {@code trainable} says. */
    public static final Switches AS_KERAS = new Switches(null, null, NormalizeBy.AS_KERAS);

    /** What is set, in words, for example {@code gamma and beta do not train}; empty where Keras' coupling holds. */
    public List<String> inWords() {
        List<String> words = new ArrayList<>();
        if (trainAffine != null) {
            words.add(trainAffine ? "gamma and beta train" : "gamma and beta do not train");
        }
        if (updateStatistics != null) {
            words.add(updateStatistics ? "training moves the statistics" : "the statistics stay as they are");
        }
        if (normalizeBy != NormalizeBy.AS_KERAS) {
            words.add(
                    normalizeBy == NormalizeBy.BATCH
                            ? "training normalizes by the batch"
                            : "training normalizes by the stored statistics");
        }
        return words;
    }
}
