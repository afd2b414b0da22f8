/**
 * Training: the step, the loop, callbacks and history. Start at {@link dev.norma.training.Loop} and {@link
 * dev.norma.training.TrainStep}.
 *
 * <p>Floor 3. Stands on {@code layers}, {@code losses}, {@code metrics}, {@code optimizers}, {@code data} and all below.
 */
@NullMarked
package dev.norma.training;

import org.jspecify.annotations.NullMarked;
