/**
 * Optimizers under Keras' names. Start at {@link dev.norma.optimizers.Optimizer}.
 *
 * <p>Floor 2. Stands on {@code config} and on the engine.
 */
@NullMarked
package dev.norma.optimizers;

import org.jspecify.annotations.NullMarked;
