package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import org.jspecify.annotations.Nullable;

/**
 * A call of a batch normalization, as it was drawn.
 *
 * @param path the layers' names down to it
 * @param x what it normalizes
 * @param weights what of x its statistics count: boolean where that is selected, numbers where they multiply; null for all
 * @param y what it made of it
 * @param channels a value whose sizes are x's on the axes of the channels, and 1 on the others
 * @param byBatch whether the batch's own statistics normalized
 */
record NormalizationCall(
        BatchNormalization layer,
        String path,
        Value x,
        @Nullable Value weights,
        Value y,
        Value channels,
        boolean byBatch) {}
