package dev.norma.ops;

import dev.norma.tensor.Operand;

/**
 * What {@link Ops#fusedBatchNorm} gives.
 *
 * @param y x normalized
 * @param runningMean the mean to store, a vector
 * @param runningVariance the variance to store, a vector
 * @param <T> tensor or value
 */
public record FusedBatchNorm<T extends Operand<T>>(T y, T runningMean, T runningVariance) {}
