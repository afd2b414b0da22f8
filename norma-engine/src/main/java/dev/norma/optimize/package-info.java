/**
 * Rewrites a graph into a faster one that computes the same. Start at {@link dev.norma.optimize.Pipeline}.
 *
 * <p>Floor 1. Stands on {@code tensor}, {@code graph} and {@code ops}.
 */
@NullMarked
package dev.norma.optimize;

import org.jspecify.annotations.NullMarked;
