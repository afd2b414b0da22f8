/**
 * What weights are brought back to after each step. Start at {@link dev.norma.constraints.Constraint}.
 *
 * <p>Floor 2. Stands on {@code tensor}, {@code ops} and {@code config}.
 */
@NullMarked
package dev.norma.constraints;

import org.jspecify.annotations.NullMarked;
