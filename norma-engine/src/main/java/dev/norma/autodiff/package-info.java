/**
 * Gradients: one table, a case for each operation, that turns a graph into one with gradients, itself differentiable.
 * Start at {@link dev.norma.autodiff.Gradients}.
 *
 * <p>Floor 1. Stands on {@code tensor}, {@code graph} and {@code ops}.
 */
@NullMarked
package dev.norma.autodiff;

import org.jspecify.annotations.NullMarked;
