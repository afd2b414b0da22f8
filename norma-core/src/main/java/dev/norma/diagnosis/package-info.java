/**
 * Findings about a model: what its batch normalizations do to it, in words and numbers. Start at {@link
 * dev.norma.diagnosis.MovingAverage}.
 *
 * <p>Floor 3. Stands on {@code training} and all below.
 */
@NullMarked
package dev.norma.diagnosis;

import org.jspecify.annotations.NullMarked;
