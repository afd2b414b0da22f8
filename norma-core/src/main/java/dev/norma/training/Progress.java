package dev.norma.training;

/**
 * Where training stands.
 *
 * @param epoch from 0
 * @param epochs how many there are to be
 * @param batch from 0, of this epoch
 * @param batches how many an epoch has; -1 while that is not known
 */
public record Progress(int epoch, int epochs, long batch, long batches) {}
