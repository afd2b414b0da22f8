/**
 * Penalties on weights, added to the loss. Start at {@link dev.norma.regularizers.Regularizer}.
 *
 * <p>Floor 2. Stands on {@code tensor}, {@code ops} and {@code config}.
 */
@NullMarked
package dev.norma.regularizers;

import org.jspecify.annotations.NullMarked;
