/**
 * Findings about a model: what its batch normalizations do to it, in words and numbers. Start at {@link
 * dev.norma.diagnosis.Examination}, and for the lines that training shows at {@link
 * dev.norma.diagnosis.Hints}.
 *
 * <p>Floor 3. Stands on {@code training} and all below.
 */
@NullMarked
package dev.norma.diagnosis;

import org.jspecify.annotations.NullMarked;
