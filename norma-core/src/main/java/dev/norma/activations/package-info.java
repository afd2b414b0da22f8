/**
 * Activation functions by Keras' names. Start at {@link dev.norma.activations.Activations}.
 *
 * <p>Floor 2. Stands on {@code config} and on the engine.
 */
@NullMarked
package dev.norma.activations;

import org.jspecify.annotations.NullMarked;
