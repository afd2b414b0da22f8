package dev.norma.ops;

import dev.norma.tensor.Operand;

/**
 * Mean and variance over some axes.
 *
 * @param mean the mean
 * @param variance the biased variance: the mean squared distance from the mean
 * @param divisor what the sums were divided by: the number of elements, or the total of the weights
 * @param <T> tensor or value
 */
public record Statistics<T extends Operand<T>>(T mean, T variance, T divisor) {}
