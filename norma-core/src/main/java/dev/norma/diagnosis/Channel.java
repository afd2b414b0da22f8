package dev.norma.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * One channel of a batch normalization.
 *
 * @param index its number, from 0
 * @param gamma its factor; 1 where the layer has none
 * @param beta its shift; 0 where the layer has none
 * @param movingMean the stored mean
 * @param movingVariance the stored variance
 * @param observed what it was on data; null where there were none
 */
public record Channel(
        int index,
        double gamma,
        double beta,
        double movingMean,
        double movingVariance,
        @Nullable Observed observed) {}
