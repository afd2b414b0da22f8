/**
 * Losses under Keras' names. Start at {@link dev.norma.losses.Loss}.
 *
 * <p>Floor 2. Stands on {@code tensor}, {@code ops} and {@code config}.
 */
@NullMarked
package dev.norma.losses;

import org.jspecify.annotations.NullMarked;
